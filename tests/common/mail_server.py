"""An ordinary mail server for the tests: aiosmtpd, which others wrote and others use.

It writes every message it has taken into FOLDER before it answers, whole (`N.eml`) and as Python's own library reads it (`N.json`), and
prints the port it listens on. It ends when its standard input does.
"""

import argparse
import asyncio
import email
import email.policy
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

options = argparse.ArgumentParser()
options.add_argument("folder", type=pathlib.Path)
options.add_argument("--certificate")
options.add_argument("--key")
options.add_argument("--implicit", action="store_true", help="TLS from the first byte instead of STARTTLS")
options.add_argument("--user")
options.add_argument("--password")
options.add_argument("--pause", type=float, default=0, help="seconds to wait before each answer")
options = options.parse_args()


class Keeper:
    """Keeps what arrives, and takes its time."""

    count = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        await asyncio.sleep(options.pause)
        return responses

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        await asyncio.sleep(options.pause)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        await asyncio.sleep(options.pause)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(options.pause)
        Keeper.count += 1
        keep(Keeper.count, session, envelope)
        await asyncio.sleep(options.pause)
        return "250 2.0.0 taken"


def keep(number, session, envelope):
    raw = envelope.original_content
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [message, *message.walk()]
    read = {
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "headers": [[name, str(value)] for name, value in message.items()],
        "sender_name": message["From"].addresses[0].display_name,
        "type": message.get_content_type(),
        "text": message.get_body(("plain",)).get_content(),
        "html": message.get_body(("html",)).get_content(),
        "defects": [str(defect) for part in parts for defect in defects(part)],
        "longest_line": max(len(line) for line in raw.split(b"\r\n")),
        "bare": raw.replace(b"\r\n", b"").count(b"\r") + raw.replace(b"\r\n", b"").count(b"\n"),
        "protected": session.ssl is not None or options.implicit,
        "user": session.auth_data,
    }
    for name, content in [(f"{number}.eml", raw), (f"{number}.json", json.dumps(read).encode())]:
        part = options.folder / f".{name}"
        part.write_bytes(content)
        part.rename(options.folder / name)


def defects(part):
    return [*part.defects, *(defect for value in part.values() for defect in getattr(value, "defects", []))]


def sign_in(server, session, envelope, mechanism, data):
    wanted = LoginPassword(options.user.encode(), options.password.encode())
    if data == wanted:
        return AuthResult(success=True, auth_data=options.user)
    return AuthResult(success=False, handled=False)


async def main():
    context = None
    if options.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate, options.key)

    def session():
        (options.folder / "connections").open("ab").write(b".")
        with_login = {"authenticator": sign_in, "auth_required": True} if options.user else {}
        starttls = context if context and not options.implicit else None
        return SMTP(
            Keeper(),
            hostname="mail.test",
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_require_tls=not options.implicit,
            **with_login,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", 0, ssl=context if options.implicit else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
