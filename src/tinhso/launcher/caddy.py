"""Caddy in front: takes slow and broken clients upon itself, serves static files, compresses."""

from __future__ import annotations

import socket
from pathlib import Path

from tinhso.launcher import words

# Connections to the web server are not kept: one that a dying worker closes would answer 502.
# A body is read here in full before the web server sees it, so a client at 1 kB/s holds no worker thread.
# Files come in small chunks; what a browser without JavaScript sends in one piece ends at this size too.
BODY_LIMIT = "12MB"
# So many requests are with the web server at once, most of them waiting; about a second's work for two cores.
# Who comes then waits here for a place, at most so long, and is told that we are busy.
AT_ONCE = 96
PATIENCE = "8s"
# A place is given back when the web server has answered, not when the visitor has read: a gate of its own, behind
# the door that visitors knock at, counts the places, and an answer up to this size waits for a slow reader before
# it. Otherwise whoever asks a hundred times and reads nothing shuts everybody out for as long as they like.
ANSWER_KEPT = "1MB"
GATE = "gate.sock"

TEMPLATE = """\
{{
	admin off
	auto_https off
	persist_config off
	grace_period 3s
	storage file_system {storage}
	log {{
		output stderr
		level WARN
		format filter {{
			request delete
			headers delete
			resp_headers delete
			uri delete
			remote_ip delete
			client_ip delete
			remote delete
			user_id delete
		}}
	}}
	servers {{
		protocols h1{trusted}
		timeouts {{
			read_header 15s
			read_body 10m
			write 10m
			idle 75s
		}}
		max_header_size 32KB
	}}
}}

(errors) {{
	handle_errors {{
		@down expression `{{http.error.status_code}} in [502, 503, 504]`
		handle @down {{
			@program path /api/*
			@fragment header HX-Request true
			@full expression `{{http.error.status_code}} == 503`
			header Retry-After 5
			header Cache-Control no-store
			handle @program {{
				header Content-Type application/problem+json
				respond `{problem}`
			}}
			handle @fragment {{
				header Content-Type "text/html; charset=utf-8"
				header HX-Retarget "#refusal"
				header HX-Reswap innerHTML
				respond `{fragment}`
			}}
			handle @full {{
				header Content-Type "text/html; charset=utf-8"
				respond `{busy}`
			}}
			handle {{
				header Content-Type "text/html; charset=utf-8"
				respond `{starting}`
			}}
		}}
		@large expression `{{http.error.status_code}} == 413`
		handle @large {{
			header Content-Type "text/html; charset=utf-8"
			respond `{large}`
		}}
	}}
}}

:{port} {{
	bind {addresses}
	encode zstd gzip
	header -Server
	handle /static/* {{
		root * {assets}
		uri strip_prefix /static
		@named path_regexp [-.][0-9A-Za-z]{{8,}}\\.[0-9a-z]+$
		header ?Cache-Control "public, max-age=3600"
		header @named Cache-Control "public, max-age=31536000, immutable"
		header X-Content-Type-Options nosniff
		file_server {{
			precompressed zstd br gzip
		}}
	}}
	handle {{
		@huge header_regexp Content-Length ^(1[2-9][0-9]{{6}}|[2-9][0-9]{{7}}|[0-9]{{9,}})$
		error @huge 413
		request_body {{
			max_size {limit}
		}}
		reverse_proxy unix/{gate} {{
			request_buffers {limit}
			response_buffers {kept}
			transport http {{
				response_header_timeout 130s
				keepalive off
			}}
		}}
	}}
	import errors
}}

http:// {{
	bind "unix/{gate}|0600"
	reverse_proxy unix/{upstream} {{
		unhealthy_request_count {most}
		lb_try_duration {patience}
		lb_try_interval 200ms
		header_up X-Forwarded-For {{http.request.header.X-Forwarded-For}}
		header_up X-Forwarded-Host {{http.request.header.X-Forwarded-Host}}
		header_up X-Forwarded-Proto {{http.request.header.X-Forwarded-Proto}}
		transport http {{
			response_header_timeout 120s
			keepalive off
		}}
	}}
	import errors
}}
"""


def caddyfile(
    *,
    port: int,
    addresses: list[str],
    upstream: Path,
    assets: Path,
    storage: Path,
    behind_proxy: bool = False,
    at_once: int = AT_ONCE,
    patience: str = PATIENCE,
) -> str:
    """The configuration as text. `addresses` are those to listen on, `upstream` the web server's socket.

    `behind_proxy`: a front server on this machine ends TLS; its X-Forwarded-… headers are believed.
    `at_once` requests are given to the web server together; the next wait for `patience` and are then refused.
    """
    return TEMPLATE.format(
        port=port,
        addresses=" ".join(addresses),
        upstream=upstream,
        gate=upstream.with_name(GATE),
        kept=ANSWER_KEPT,
        assets=_quoted(assets),
        storage=_quoted(storage),
        limit=BODY_LIMIT,
        most=at_once,
        patience=patience,
        problem=words.PROBLEM,
        fragment=words.FRAGMENT,
        busy=words.BUSY,
        starting=words.STARTING,
        large=words.LARGE,
        trusted="\n\t\ttrusted_proxies static 127.0.0.1/32 ::1/128" if behind_proxy else "",
    )


def _quoted(path: Path) -> str:
    text = str(path)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def loopback_addresses() -> list[str]:
    """127.0.0.1, and ::1 where this machine has it."""
    found = ["127.0.0.1"]
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
        found.append("::1")
    except OSError:
        pass
    return found


def port_is_free(port: int, addresses: list[str]) -> bool:
    """True when nobody listens there on any of the addresses."""
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError:
            return False
    return True


def free_port(first: int, addresses: list[str], tries: int = 200) -> int | None:
    """The first free port from `first` on, or None."""
    return next((p for p in range(first, first + tries) if port_is_free(p, addresses)), None)
