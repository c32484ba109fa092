"""`python -m tinhso.simulators.token --folder DIR --user LABEL [--port N]`: serve until the process is ended."""

from __future__ import annotations

import argparse
import json
import os
import sys
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

MANY = "vgca_sign_files"
FUNCTIONS = ("vgca_sign_approved", "vgca_sign_issued", "vgca_sign_file", MANY)


class Client(ThreadingHTTPServer):
    """The client of one device."""

    daemon_threads = True

    def __init__(self, port: int, signer: SimpleSigner) -> None:
        super().__init__(("127.0.0.1", port), _Door)
        self.signer = signer


class _Door(BaseHTTPRequestHandler):
    server: Client

    def log_message(self, *_words: object) -> None:
        """Nobody reads a line for each question."""

    def do_OPTIONS(self) -> None:
        """Browsers ask before a page of another origin may speak."""
        self._say(204, None)

    def do_POST(self) -> None:
        """Fetch, sign, hand in."""
        told = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        if self.path.strip("/") not in FUNCTIONS:
            self._say(404, {"Status": 1, "Message": "function"})
            return
        try:
            together = self.path.strip("/") == MANY
            self._say(200, (signed_many if together else signed)(told, self.server.signer))
        except OSError as error:
            self._say(200, {"Status": 1, "Message": type(error).__name__})

    def _say(self, status: int, told: dict[str, Any] | None) -> None:
        body = b"" if told is None else json.dumps(told).encode()
        self.send_response(status)
        for name, value in {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Headers": "content-type",
            "Access-Control-Allow-Private-Network": "true",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def signed_many(told: dict[str, Any], signer: SimpleSigner) -> dict[str, Any]:
    """All papers of one call, one after the other; what befalls one holds up no other."""
    faults = []
    for one in told["Files"]:
        try:
            made = _made(one["URL"], signer)
            if hand_in(told["FileUploadHandler"], told["SessionId"], made, one["FileID"]).get("Status"):
                faults.append(one["FileName"])
        except OSError:
            faults.append(one["FileName"])
    return {"Status": 1 if faults else 0, "Message": ", ".join(faults)}


def signed(told: dict[str, Any], signer: SimpleSigner) -> dict[str, Any]:
    """Do what the page asked for; the server's own answer."""
    return hand_in(told["FileUploadHandler"], told["SessionId"], _made(told["FileName"], signer))


def _made(address: str, signer: SimpleSigner) -> bytes:
    with urlopen(address, timeout=20) as answer:  # noqa: S310 the page's own server
        paper = answer.read()
    writer = IncrementalPdfFileWriter(BytesIO(paper), strict=False)
    empty = [name for name, value, _field in enumerate_sig_fields(writer) if value is None]
    name = empty[0] if empty else f"Token-{uuid.uuid4().hex[:8]}"
    meta = PdfSignatureMetadata(field_name=name, md_algorithm="sha256")
    return bytes(PdfSigner(meta, signer).sign_pdf(writer).getvalue())


def hand_in(address: str, session: str, content: bytes, file_id: str = "") -> dict[str, Any]:
    """The signed file as a form."""
    mark = uuid.uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="SessionId"\r\n\r\n{session}\r\n--{mark}\r\n'
    if file_id:
        head += f'Content-Disposition: form-data; name="FileID"\r\n\r\n{file_id}\r\n--{mark}\r\n'
    head += 'Content-Disposition: form-data; name="uploadfile"; filename="giay.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    asked = Request(address, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})  # noqa: S310
    with urlopen(asked, timeout=60) as answer:  # noqa: S310
        found: dict[str, Any] = json.loads(answer.read())
    return found


def main(argv: list[str] | None = None) -> int:
    """The first line of output is the address."""
    if os.environ.get("TINHSO_ENV") == "production":
        print("Phần mềm ký số mô phỏng không chạy ở chế độ production.", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(
        prog="tinhso.simulators.token", description="Phần mềm ký số trên máy (mô phỏng)"
    )
    parser.add_argument("--folder", type=Path, required=True, help="nơi có khóa và chứng thư trình diễn")
    parser.add_argument("--user", required=True, help="tên khóa, ví dụ nguoi-lanhdao")
    parser.add_argument("--port", type=int, default=0, help="cổng TCP (0: chọn cổng trống)")
    args = parser.parse_args(argv)
    signer = SimpleSigner.load(  # type: ignore[no-untyped-call]
        str(args.folder / f"{args.user}.key.pem"),
        str(args.folder / f"{args.user}.pem"),
        ca_chain_files=[str(args.folder / "issuing.pem")],
        prefer_pss=True,
    )
    client = Client(args.port, signer)
    print(f"http://127.0.0.1:{client.server_port}", flush=True)
    client.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
