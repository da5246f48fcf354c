"""A real IMAP server (Debian's dovecot) on loopback, with a mailbox in a folder of the test."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import trustme

USER, PASSWORD = "desk@example.org", "right word"
DOVECOT = shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
listen = 127.0.0.1
protocols = imap
mail_location = maildir:{folder}/mail
first_valid_uid = 1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
auth_mechanisms = plain
disable_plaintext_auth = yes
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class ImapServer(NamedTuple):
    """A server that is running: its ports, its certificate authority, its mailbox."""

    tls: int
    plain: int
    authority: Path
    folder: Path
    uid: int

    def url(self, folder: str = "INBOX", scheme: str = "imaps", user: str = USER) -> str:
        """Return the address of one of its folders."""
        port = self.tls if scheme == "imaps" else self.plain
        return f"{scheme}://{user.replace('@', '%40')}@localhost:{port}/{folder}"

    def deliver(self, number: int, mail: str, folder: str = "") -> None:
        """Put a mail into a folder of the mailbox ("" is the inbox)."""
        box = self.folder / "mail" / (f".{folder}" if folder else "")
        for part in ("cur", "new", "tmp"):
            (box / part).mkdir(parents=True, exist_ok=True)
        (box / "new" / f"{1_622_527_200 + number}.M{number}.host").write_text(mail)
        for path in (box, *box.rglob("*")):
            shutil.chown(path, self.uid)


@contextmanager
def serving(folder: Path) -> Iterator[ImapServer]:
    """Run the server until the block ends. `folder` must have a short path, for its sockets."""
    assert DOVECOT
    root = os.geteuid() == 0
    person = pwd.getpwnam("mail" if root else pwd.getpwuid(os.geteuid()).pw_name)
    plain, tls = _free_ports()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(
        folder / "server.pem"
    )
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    for part in ("home", "mail", "run"):
        (folder / part).mkdir()
        shutil.chown(folder / part, person.pw_uid)
    config = _CONFIG.format(
        folder=folder,
        internal="dovecot" if root else person.pw_name,
        login="dovenull" if root else person.pw_name,
        group="dovecot" if root else person.pw_gid,
        uid=person.pw_uid,
        gid=person.pw_gid,
        plain=plain,
        tls=tls,
    )
    (folder / "dovecot.conf").write_text(config)
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")])
    try:
        _wait(process, plain, folder / "log")
        yield ImapServer(tls, plain, folder / "ca.pem", folder, person.pw_uid)
    finally:
        process.terminate()
        process.wait(20)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Return as soon as the server greets."""
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as connection:
                assert connection.recv(100).startswith(b"* OK")
                return
        except ConnectionRefusedError:
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            break
    said = log.read_text() if log.exists() else "nothing"
    raise AssertionError(f"dovecot does not serve; it says: {said}")
