"""The account: what signs in. Rights never hang on it alone; see Capacity."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tinhso.lib.ids import new_id


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its login, in the stored form (digits, or lower case)."""


class Account(AbstractBaseUser):
    """One login: a resident (citizen ID or tax number), an officer (username), a client or the system."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", "Người dân, tổ chức"
        OFFICER = "officer", "Cán bộ"
        CLIENT = "client", "Ứng dụng kết nối"
        SYSTEM = "system", "Hệ thống"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    login = models.CharField(
        max_length=64, unique=True, help_text="Normalised: digits, or a lower-case username"
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="Made by the demonstration; refused in production")
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    totp_secret = models.CharField(
        max_length=200, blank=True, help_text="Encrypted; empty without a second factor"
    )
    totp_last_step = models.BigIntegerField(
        default=0, help_text="Last time step used, so no code works twice"
    )

    # Django would stamp this with the machine's clock; SignIn rows tell it better.
    last_login = None

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_kind_known",
                condition=models.Q(kind__in=["resident", "officer", "client", "system"]),
            ),
            models.CheckConstraint(name="account_login_given", condition=~models.Q(login="")),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def has_second_factor(self) -> bool:
        """True once an authenticator app is bound and confirmed."""
        return bool(self.totp_secret)
