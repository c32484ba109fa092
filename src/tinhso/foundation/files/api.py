"""Files that people hand in: the only door to them.

For the resumable client (every answer is JSON or empty; refusals are problem+json with `code`, `detail`,
`way_out`; every unsafe call needs the X-CSRFToken header):

    POST  /tep/tai-len/           {"name", "size"} → 201 {"id", "url", "offset", "chunk", "expires_at"}
    HEAD  /tep/tai-len/<id>/      → 204 with Upload-Offset, Upload-Length and Upload-Chunk: where to go on
    PATCH /tep/tai-len/<id>/      header Upload-Offset, body ≤ `chunk` bytes → 204 with the new Upload-Offset;
                                  409 with Upload-Offset says where the server really is (PUT means the same)
    POST  /tep/tai-len/<id>/xong/ → 200 {"id", "name", "size", "sha256", "media_type", "pages", "state",
                                  "reason", "url"}; state "refused" is final, its reason is for the person
    DELETE /tep/tai-len/<id>/     → 204, the upload is forgotten
    GET   /tep/<id>/              the file, to whoever the owning room lets read it (404 to all others)

Without JavaScript a form view calls `store(actor, uploaded.name, uploaded)`. Where the login ran out on the
way, `set_aside` keeps the file for the session to remember, and `adopt` gives it to whoever signs in there.
"""

from __future__ import annotations

from tinhso.foundation.files.access import may_read, readable, register_access
from tinhso.foundation.files.actions.append import WrongOffset, append
from tinhso.foundation.files.actions.attach import attach, attach_own
from tinhso.foundation.files.actions.begin import begin
from tinhso.foundation.files.actions.erase import erase
from tinhso.foundation.files.actions.finish import finish
from tinhso.foundation.files.actions.keep_made import keep_made
from tinhso.foundation.files.actions.set_aside import adopt, drop_aside, set_aside
from tinhso.foundation.files.actions.store import store
from tinhso.foundation.files.limits import max_chunk, max_size
from tinhso.foundation.files.models import StoredFile, Upload
from tinhso.foundation.files.queries import files_of, get_file, open_file, own_files
from tinhso.foundation.files.rules.names import clean_name, disposition
from tinhso.foundation.files.rules.types import ALLOWED
from tinhso.foundation.files.slots import slot
from tinhso.foundation.files.views.download import attachment

__all__ = [
    "ALLOWED",
    "StoredFile",
    "Upload",
    "WrongOffset",
    "adopt",
    "append",
    "attach",
    "attach_own",
    "attachment",
    "begin",
    "clean_name",
    "disposition",
    "drop_aside",
    "erase",
    "files_of",
    "finish",
    "get_file",
    "keep_made",
    "max_chunk",
    "max_size",
    "may_read",
    "open_file",
    "own_files",
    "readable",
    "register_access",
    "set_aside",
    "slot",
    "store",
]
