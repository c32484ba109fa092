"""Keep a definition."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from tinhso.foundation.process.engine.codec import pack_spec
from tinhso.foundation.process.engine.parser import parse_spec
from tinhso.foundation.process.models import ProcessSpec
from tinhso.foundation.process.rules.check import check, model_of
from tinhso.foundation.process.rules.outline import outline_of, step_to_json
from tinhso.lib.errors import FieldError, Invalid


def store_spec(xml: bytes, decisions: Mapping[str, bytes] | None = None) -> str:
    """Store a BPMN file (with its DMN files by name) once; returns its id, the same for the same bytes.

    Checked for executability again, roles and agencies excepted, because only the caller knows those.
    Raises Invalid with every fault.
    """
    files = dict(decisions or {})
    digest = hashlib.sha256(xml)
    for name in sorted(files):
        digest.update(b"\0" + name.encode() + b"\0" + files[name])
    spec_id = digest.hexdigest()
    if ProcessSpec.objects.filter(pk=spec_id).exists():
        return spec_id
    faults = check(xml, None, None, decisions=files)
    if faults:
        raise Invalid(
            [FieldError(f.element_id, _("Dòng %d: ") % f.line + f"{f.message} {f.way_out}") for f in faults],
            code="process.spec.invalid",
        )
    model = model_of(xml)
    top, subspecs = parse_spec(xml)
    ProcessSpec.objects.get_or_create(
        pk=spec_id,
        defaults={
            "key": model.id[:200],
            "xml": xml.decode("utf-8", "replace"),
            "decisions": {name: data.decode("utf-8") for name, data in files.items()},
            "spec": pack_spec(top, subspecs),
            "outline": [step_to_json(step) for step in outline_of(model)],
        },
    )
    return spec_id
