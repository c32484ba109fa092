"""Filing online as a person does: one page after the other, saved at each, until the code is shown."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps

from tinhso.demo.doors import OnlineFiling
from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers import api as dossiers
from tinhso.simulation.pages.browser import Browser, Page, PageFault, names
from tinhso.simulation.pages.typing import another_row, typed

MOST = 60
SCAN = "giay-to-mau.jpg"
DRAFT = "/ho-so/nhap/"


def file_online(browser: Browser, filing: OnlineFiling) -> dossiers.Filed:
    """Begin (or go on with the draft begun before), answer page after page, file. PageFault when a page refuses."""
    if filing.begun is not None:
        page = browser.open(f"{DRAFT}{filing.begun}/")
    else:
        page = browser.open(f"/nop/{filing.code}/")
        page = browser.send(page, {})
    if page.address.startswith(DRAFT):
        filing.noted(UUID(page.address.removeprefix(DRAFT).split("/")[0]))
    for _page in range(MOST):
        if not page.address.startswith(DRAFT):
            break
        page = _answer(browser, page, filing)
    parts = page.address.strip("/").split("/")
    if parts[0] != "tra-cuu" or len(parts) < 2:
        raise PageFault(page.address, page.status, "hồ sơ chưa nộp được", {})
    dossier = apps.get_model("dossiers", "Dossier").objects.get(code=parts[1])
    return dossiers.Filed(dossier, dossiers.receipt_secret(dossier))


def _answer(browser: Browser, page: Page, filing: OnlineFiling) -> Page:
    """One page of the draft, by its name in the address."""
    name = page.address.removeprefix(DRAFT).strip("/").split("/")[1]
    form = page.form()
    if name == "khai":
        if (more := another_row(form, filing.data)) is not None:
            return browser.send(page, _form_page(form, filing.data), button=("_add", more))
        return browser.send(page, _form_page(form, filing.data))
    if name == "giay-to":
        wanted = [c.key for c in filing.papers if c.required and not c.from_form]
        return browser.send(page, {}, files={f"file.{key}": (SCAN, filing.paper) for key in wanted})
    return browser.send(page, _around(name, form, filing))


def _form_page(form: Any, data: dict[str, Any]) -> dict[str, Any]:
    """The answers; what the page asks of its own (the CSRF field, what it was drawn from) stays."""
    kept = ("csrfmiddlewaretoken", "_seen")
    return {name: said for name, said in typed(data, names(form)).items() if name not in kept}


def _around(name: str, form: Any, filing: OnlineFiling) -> dict[str, Any]:
    """The pages around the form: for whom, how to reach them, where, and the promise at the end."""
    match name:
        case "nguoi":
            # What only bodies may ask for, a person files for one.
            offered = form.inputs["for"].value_options
            return {"for": "self" if "self" in offered else "enterprise"}
        case "chu-ho-so":
            login, firm = _enterprise()
            return {"owner.name": firm, "owner.tax_number": login}
        case "lien-he":
            return {"phone": filing.owner["phone"]}
        case "noi":
            return {"commune": filing.commune}
    return {"delivery": "desk", "promise": ["1"]}


@cache
def _enterprise() -> tuple[str, str]:
    """Tax number and name of the enterprise of the demonstration, the only one whose number is nobody's."""
    return next((one.login, one.name) for one in identity.demo_accounts() if one.role_key == "business")
