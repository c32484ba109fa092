"""How numbers of people look in lists and exports."""

from __future__ import annotations


def mask_citizen_id(citizen_id: str) -> str:
    """'026190001234' → '026*****1234'; anything else than 12 characters is hidden whole."""
    if len(citizen_id) != 12:
        return "*" * len(citizen_id)
    return f"{citizen_id[:3]}*****{citizen_id[8:]}"


def mask_contact(contact: str) -> str:
    """'lan@example.vn' → 'l**@example.vn'; '0912345678' → '*******678'."""
    if "@" in contact:
        local, domain = contact.split("@", 1)
        return f"{local[:1]}{'*' * max(len(local) - 1, 1)}@{domain}"
    return "*" * max(len(contact) - 3, 0) + contact[-3:] if len(contact) > 3 else "*" * len(contact)
