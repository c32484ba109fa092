"""The dossier: separate axes, three agencies, its clock and its present holder."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from tinhso.government.dossiers.models._base import Row, account_link, agency_link


class State(models.IntegerChoices):
    """The ten national business states (domain reference, section 10.1)."""

    NEW = 1, "Mới đăng ký"
    ACCEPTED = 2, "Được tiếp nhận"
    REFUSED = 3, "Không được tiếp nhận"
    PROCESSING = 4, "Đang xử lý"
    SUPPLEMENT = 5, "Yêu cầu bổ sung giấy tờ"
    FINANCIAL = 6, "Yêu cầu thực hiện nghĩa vụ tài chính"
    WITHDRAWN = 7, "Công dân yêu cầu rút hồ sơ"
    STOPPED = 8, "Dừng xử lý"
    DONE = 9, "Đã xử lý xong"
    RETURNED = 10, "Đã trả kết quả"


class Channel(models.TextChoices):
    """How the dossier came in."""

    ONLINE = "ONLINE", "Trực tuyến"
    DIRECT = "DIRECT", "Trực tiếp"
    POSTAL = "POSTAL", "Bưu chính công ích"


class Payment(models.TextChoices):
    """Money axis."""

    NONE = "none", "Không phải nộp"
    UNKNOWN = "unknown", "Chưa xác định"
    DUE = "due", "Chưa nộp"
    PAID = "paid", "Đã nộp"


class Delivery(models.TextChoices):
    """How the result reaches the person, and whether it has."""

    DESK = "desk", "Nhận tại Bộ phận Một cửa"
    POST = "post", "Nhận qua bưu chính công ích"
    ONLINE = "online", "Nhận bản điện tử"


class Digitisation(models.IntegerChoices):
    """Digitisation axis of the dossier's components (domain reference, section 8)."""

    NOT_DIGITISED = 0, "Chưa số hóa"
    DIGITISED = 1, "Đã số hóa"
    REUSED_COMPONENT = 2, "Tái sử dụng thành phần"
    REUSED_RESULT = 3, "Tái sử dụng kết quả"


class Sync(models.TextChoices):
    """State towards the national portal: `failed` is what the portal room holds back until somebody acts."""

    NOT_SENT = "not_sent", "Chưa đồng bộ"
    SENT = "sent", "Đã đồng bộ"
    FAILED = "failed", "Chờ xử lý trước khi đồng bộ"


class Transfer(models.IntegerChoices):
    """Non-territorial transfer axis."""

    NONE = 0, "Không chuyển"
    RECEIVED = 1, "Đã nhận"
    PROCESSING = 2, "Đang xử lý"
    GIVEN_BACK = 3, "Đã trả"
    WAITING = 4, "Chờ đơn vị nhận"


class Dossier(Row):
    """One request of one owner under one dated version of a procedure."""

    code = models.CharField(max_length=60)
    procedure_code = models.CharField(max_length=40)
    procedure_version_id = models.UUIDField()
    # Kept here so that lists and papers show the title under which the dossier was received.
    procedure_title = models.CharField(max_length=600)
    field_code = models.CharField(max_length=80, blank=True, default="")
    summary = models.CharField(max_length=1000, blank=True, default="")
    data = models.JSONField(default=dict)

    state = models.PositiveSmallIntegerField(choices=State.choices)
    payment = models.CharField(max_length=10, choices=Payment.choices, default=Payment.UNKNOWN)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.DESK)
    digitisation = models.PositiveSmallIntegerField(
        choices=Digitisation.choices, default=Digitisation.NOT_DIGITISED
    )
    sync = models.CharField(max_length=10, choices=Sync.choices, default=Sync.NOT_SENT)
    transfer = models.PositiveSmallIntegerField(choices=Transfer.choices, default=Transfer.NONE)

    channel = models.CharField(max_length=10, choices=Channel.choices)
    assisted = models.BooleanField(default=False)
    typed_by = account_link()
    account = account_link()
    helped_at = agency_link(null=True)
    received_at = agency_link(index=False)
    competent = agency_link(index=False)
    # The unit whose people the request concerns; finds the other agencies that the process names.
    unit_code = models.CharField(max_length=10, blank=True, default="")

    # By post: the day the envelope came and the number on it. The clock still starts at acceptance.
    arrived_on = models.DateField(null=True, blank=True)
    envelope_no = models.CharField(max_length=60, blank=True, default="")
    # Sets of papers that were handed over (số bộ hồ sơ); null where none came on paper or nobody counted.
    sets = models.PositiveSmallIntegerField(null=True, blank=True)

    # Filed on the national portal: its code (which is also `code`), and when the dossier reached us. The
    # 8 hours run from the filing there, so the lag between the two is the portal's and shown apart.
    portal_code = models.CharField(max_length=60, blank=True, default="")
    transferred_at = models.DateTimeField(null=True, blank=True)

    filed_at = models.DateTimeField()
    reception_due = models.DateTimeField(null=True, blank=True)
    # A prepaid fee is awaited until then, in place of `reception_due`; and when its time ran out unpaid.
    pay_by = models.DateTimeField(null=True, blank=True)
    pay_lapsed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    last_moved_at = models.DateTimeField()
    # The limit that rules this dossier: from the version, or entered by an officer with a reason.
    limit_value = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    limit_unit = models.CharField(max_length=16, blank=True, default="")
    limit_reason = models.CharField(max_length=1000, blank=True, default="")
    paused_at = models.DateTimeField(null=True, blank=True)

    holder_agency = agency_link(null=True)
    holder_account = account_link()
    holder_role = models.CharField(max_length=40, blank=True, default="")
    next_due = models.DateTimeField(null=True, blank=True)

    process_run = models.OneToOneField(
        "process.ProcessRun", models.PROTECT, related_name="+", null=True, blank=True
    )
    secret_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            # Not `unique=True`, which makes a second index for beginnings of codes: those are in the trigrams.
            models.UniqueConstraint(fields=["code"], name="dossier_code_once"),
            models.CheckConstraint(condition=Q(state__gte=1, state__lte=10), name="dossier_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[1, 3, 5, 7]) | Q(accepted_at__isnull=False),
                name="dossier_in_work_was_accepted",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__gte=F("filed_at")),
                name="dossier_accepted_after_filing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[9, 10]) | Q(finished_at__isnull=False), name="dossier_done_has_finish"
            ),
            models.CheckConstraint(
                condition=Q(state=10, returned_at__isnull=False)
                | (~Q(state=10) & Q(returned_at__isnull=True)),
                name="dossier_returned_has_moment",
            ),
            # No silence: an open dossier always has a holder and a next due moment.
            models.CheckConstraint(
                condition=Q(state__in=[3, 7, 8, 10]) | Q(holder_agency__isnull=False, next_due__isnull=False),
                name="dossier_open_has_holder",
            ),
            models.CheckConstraint(
                condition=~Q(channel="ONLINE")
                | Q(reception_due__isnull=False, pay_by__isnull=True)
                | Q(reception_due__isnull=True, pay_by__isnull=False),
                name="dossier_online_has_one_clock",
            ),
            models.CheckConstraint(
                condition=Q(pay_by__isnull=True) | Q(accepted_at__isnull=True),
                name="dossier_accepted_is_prepaid",
            ),
            models.UniqueConstraint(
                fields=["portal_code"], condition=~Q(portal_code=""), name="dossier_portal_code_once"
            ),
            models.CheckConstraint(
                condition=Q(portal_code="", transferred_at__isnull=True)
                | (~Q(portal_code="") & Q(transferred_at__isnull=False, channel="ONLINE")),
                name="dossier_from_portal_has_transfer",
            ),
        ]
        indexes = [
            models.Index(fields=["holder_agency", "state", "next_due", "id"], name="dossier_worklist"),
            models.Index(fields=["received_at", "filed_at", "id"], name="dossier_register"),
            models.Index(fields=["filed_at", "id"], name="dossier_by_filing"),
            # What is at work is a tenth of what there is; a month's figures are read from the index alone.
            models.Index(
                fields=["next_due", "id"], name="dossier_at_work", condition=Q(next_due__isnull=False)
            ),
            models.Index(
                fields=["accepted_at"],
                name="dossier_by_acceptance",
                include=["state", "channel", "due_at", "finished_at"],
            ),
            models.Index(fields=["pay_by"], name="dossier_pay_by", condition=Q(pay_by__isnull=False)),
            models.Index(fields=["competent", "accepted_at", "id"], name="dossier_competent"),
            models.Index(fields=["account", "filed_at"], name="dossier_owner_account"),
            models.Index(fields=["procedure_code", "filed_at"], name="dossier_procedure"),
            models.Index(
                fields=["last_moved_at"], name="dossier_silent", condition=Q(state__in=[1, 2, 4, 5, 6])
            ),
            # An officer types the end of a code, or the day and the number in its middle.
            GinIndex(OpClass(F("code"), name="gin_trgm_ops"), name="dossier_code_parts"),
        ]
