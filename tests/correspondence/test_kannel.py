"""Text messages through a real gateway: Kannel, from Debian's packages, with a network of its own."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from recoup.correspondence import operations, queries
from recoup.correspondence.types import MessageStatus, SentMessages
from recoup.kernel.contact import Channel
from recoup.team.types import Role
from tests.correspondence.post_office import PostOffice
from tests.people import PROGRAM, make_cast
from tests.plumbing.delivery.servers import free_port

NETWORK = next(
    (
        path
        for path in ("/usr/lib/kannel/test/fakesmsc", shutil.which("fakesmsc") or "")
        if Path(path).is_file()
    ),
    "",
)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.duty("D9"),
    pytest.mark.skipif(
        not (shutil.which("bearerbox") and shutil.which("smsbox") and NETWORK),
        reason="Kannel isn't installed here: apt-get install kannel kannel-extras",
    ),
]
PHONE = "+442079460958"
KEY = "key-of-the-gateway"
SETTINGS = """
group = core
admin-port = {admin}
admin-password = test
smsbox-port = {boxes}
log-level = 4
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"

group = smsc
smsc = fake
smsc-id = network
port = {network}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {desk}
global-sender = 1234

group = sendsms-user
username = desk
password = secret

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "{ours}/gateway/{key}/text?id=%I&from=%p&text=%a"
"""


@contextmanager
def kannel(ours: str, folder: Path) -> Iterator[str]:
    """Run the gateway with a network in which a customer writes once; yields where it takes messages."""
    ports = {name: free_port() for name in ("admin", "boxes", "network", "desk")}
    config = folder / "kannel.conf"
    config.write_text(SETTINGS.format(ours=ours, key=KEY, **ports))
    says = f"{PHONE} 1234 text I will pay on Friday"
    programs = (
        ["bearerbox", str(config)],
        ["smsbox", str(config)],
        [NETWORK, "-H", "127.0.0.1", "-r", str(ports["network"]), "-i", "1", "-m", "1", says],
    )
    running: list[subprocess.Popen[bytes]] = []
    try:
        for command in programs:
            running.append(
                subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            time.sleep(2)
        report = f"{ours}/gateway/{KEY}/report?id="
        yield (
            f"http://127.0.0.1:{ports['desk']}/cgi-bin/sendsms?username=desk&password=secret"
            f"&charset=UTF-8&coding=2&to={{to}}&text={{text}}&dlr-mask=19"
            f"&dlr-url={quote(report, safe='')}{{id}}%26status%3D%25d"
        )
    finally:
        for program in reversed(running):
            program.terminate()
            try:
                program.wait(timeout=15)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


def test_through_kannel_a_text_message_leaves_is_reported_delivered_and_an_answer_comes_in(
    live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_ROOT, settings.SMS_SECRET = tmp_path / "files", KEY
    office = PostOffice(make_cast(Role.COLLECTOR))
    customer = office.debtor()
    message_id = office.queued(customer, channel=Channel.SMS, address=PHONE)
    with kannel(live_server.url, tmp_path) as url:
        settings.SMS_GATEWAY, settings.SMS_ACCEPTED = url, "^0: Accepted"
        assert operations.send_due(now_of=office.clock, actor=PROGRAM) == SentMessages(sent=1)
        wait_until(lambda: office.status(message_id) is MessageStatus.DELIVERED)
        wait_until(lambda: bool(queries.mails(actor=PROGRAM)))
    (line,) = queries.mails(actor=PROGRAM)
    assert (line.customer_id, line.channel) == (customer.id, Channel.SMS)
    assert queries.get_mail(mail_id=line.id, actor=PROGRAM).text == "I will pay on Friday"


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    until = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.3)
