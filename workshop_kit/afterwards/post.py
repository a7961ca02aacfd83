"""Sends letters by SMTP, where the environment names a server; nothing is sent otherwise."""

import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from workshop_kit.afterwards.letters import Letter
from workshop_kit.settings import Mail

PATIENCE = 20.0


class NotSent(Exception):
    """No letter could be sent. The message says why, and what to do."""


def send(mail: Mail, letters: Sequence[Letter]) -> tuple[str, ...]:
    """Send each letter to its address; the sentences that tell which could not be. Raises NotSent.

    Each letter is a mail of its own, so that nobody sees who else got one.
    """
    problems = []
    try:
        with _connected(mail) as server:
            for letter in letters:
                try:
                    server.send_message(_message(mail, letter))
                except smtplib.SMTPServerDisconnected:
                    raise
                except (smtplib.SMTPException, ValueError):
                    problems.append(f"The letter to {letter.name} ({letter.address}) was refused.")
    except smtplib.SMTPAuthenticationError:
        raise NotSent(f"{mail.host} does not take this name and password.") from None
    except (OSError, smtplib.SMTPException) as error:
        reason = str(error).strip() or type(error).__name__
        raise NotSent(f"The mail server {mail.host} cannot be reached: {reason}") from None
    return tuple(problems)


def _connected(mail: Mail) -> smtplib.SMTP:
    safe = ssl.create_default_context()
    if mail.tls == "at once":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, timeout=PATIENCE, context=safe
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE)
    try:
        if mail.tls == "then":
            server.starttls(context=safe)
        if mail.user:
            server.login(mail.user, mail.password)
    except BaseException:
        server.close()
        raise
    return server


def _message(mail: Mail, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = mail.sender
    message["To"] = letter.address
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=parseaddr(mail.sender)[1].partition("@")[2])
    message.set_content(letter.text)
    return message
