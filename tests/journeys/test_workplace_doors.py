"""The doors of the workplace, each for real: a passkey, the government's account, a proxy with a path of its
own, and the question for the administrator at the first start."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from identity_provider import CLIENT, SECRET, Provider, providing
from served import CALL, chromium, free_port, serving

from rupadata.web.serving import STOP_SECONDS

ADMIN, PASSWORD = "pengurus", "kopi-tubruk-panas-2026"
FIRST = {"RUPADATA_ADMIN_USER": ADMIN, "RUPADATA_ADMIN_PASSWORD": PASSWORD}
needs_browser = pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium: make system")
PATIENCE = 60_000


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


def fresh_page(driver: Any, **about: Any) -> Any:
    """Return a page of a browser of its own that notes what the console complains about."""
    page = driver.new_context(**about).new_page()
    page.set_default_timeout(PATIENCE)
    page.complaints = []
    page.on("console", lambda one: page.complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def sign_in(page: Any, base: str, name: str = ADMIN, password: str = PASSWORD) -> None:
    page.goto(f"{base}/akun/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", password)
    page.click("button.go")
    page.wait_for_load_state()


@pytest.mark.browser
@needs_browser
def test_a_passkey_is_made_and_opens_the_door_without_a_password(tmp_path: Path, driver: Any) -> None:
    variables = {**FIRST, "RUPADATA_PASSKEY_WITHOUT_HTTPS": "1", "RUPADATA_SECOND_FACTOR": "optional"}
    with serving(tmp_path, **variables) as base:
        page = fresh_page(driver)
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        kind = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = device.send("WebAuthn.addVirtualAuthenticator", {"options": kind})["authenticatorId"]
        sign_in(page, base)
        page.goto(f"{base}/akun/dua/webauthn/add/")
        page.check("#id_passwordless")
        page.click("#mfa_webauthn_add")
        page.wait_for_url(lambda address: "/webauthn/add/" not in address)
        assert len(device.send("WebAuthn.getCredentials", {"authenticatorId": made})["credentials"]) == 1

        page.context.clear_cookies()
        page.goto(f"{base}/")
        assert "/akun/login/" in page.url
        page.click("#passkey_login")
        page.wait_for_url(f"{base}/")
        assert page.complaints == []

        # A device whose owner does not show who she is opens nothing.
        page.context.clear_cookies()
        device.send("WebAuthn.setUserVerified", {"authenticatorId": made, "isUserVerified": False})
        page.goto(f"{base}/akun/login/")
        page.click("#passkey_login")
        page.wait_for_timeout(1000)
        page.goto(f"{base}/")
        assert "/akun/login/" in page.url


@pytest.fixture(scope="module")
def with_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Provider]]:
    """The workplace of a colleague with a known address, and the government's provider."""
    home = tmp_path_factory.mktemp("oidc")
    with providing() as provider:
        variables = {
            **FIRST,
            "RUPADATA_HOME": str(home),
            "RUPADATA_SECOND_FACTOR": "optional",
            "RUPADATA_OIDC_SERVER": provider.address,
            "RUPADATA_OIDC_CLIENT": CLIENT,
            "RUPADATA_OIDC_SECRET": SECRET,
            "RUPADATA_OIDC_NAME": "Akun Uji",
        }
        program = (
            "from pathlib import Path; import os; from rupadata.web.serving import prepare;"
            "prepare(Path(os.environ['RUPADATA_HOME']), demo=False, tell=print);"
            "from rupadata.web.accounts.models import Person;"
            f"Person.objects.create_person('kasie', 'kata-sandi-uji-2026', email='{provider.email}')"
        )
        subprocess.run([sys.executable, "-c", program], env={**os.environ, **variables}, check=True)
        with serving(home, **variables) as base:
            yield base, provider


@pytest.mark.browser
@needs_browser
def test_the_government_account_lets_in_who_is_known(
    with_provider: tuple[str, Provider], driver: Any
) -> None:
    base, provider = with_provider
    page = fresh_page(driver)
    for _ in range(2):  # The second time the accounts are connected already.
        page.goto(f"{base}/akun/login/")
        page.click("text=Masuk dengan Akun Uji")
        page.wait_for_url(f"{base}/")
        assert page.complaints == []
        page.context.clear_cookies()
    assert {"/masuk", "/token"} <= set(provider.asked)


def come_back(base: str, provider: Provider) -> tuple[str, str]:
    """Sign in with the provider without a browser; return the page's text and where that ended."""
    jar = urllib.request.HTTPCookieProcessor()
    opener = urllib.request.build_opener(jar)
    with opener.open(f"{base}/akun/login/") as page:
        door = page.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', door)
    assert token is not None
    form = f"csrfmiddlewaretoken={token[1]}".encode()
    asked = urllib.request.Request(f"{base}/akun/luar/oidc/kantor/login/", form, {"Referer": f"{base}/"})
    try:
        with opener.open(asked) as answer:
            return answer.read().decode(), answer.url
    except urllib.error.HTTPError as error:
        with error:
            return error.read().decode(), str(error.url)


@pytest.mark.parametrize(
    "amiss",
    ["unsigned", "shared-secret", "other-key", "no-token", "other-client", "other-issuer", "too-late",
     "other-person", "old-sign-in", "no-number"],
)  # fmt: skip
def test_what_the_provider_did_not_sign_for_this_sign_in_opens_nothing(
    with_provider: tuple[str, Provider], amiss: str
) -> None:
    base, provider = with_provider
    provider.amiss = amiss
    try:
        text, _ = come_back(base, provider)
    finally:
        provider.amiss = ""
    assert "Masuk dengan Akun Uji tidak berhasil" in text


def test_a_provider_with_one_key_need_not_name_it_and_its_door_is_opened_by_a_form_alone(
    with_provider: tuple[str, Provider],
) -> None:
    base, provider = with_provider
    provider.amiss = "nameless-key"
    try:
        text, ended = come_back(base, provider)
    finally:
        provider.amiss = ""
    assert ended == f"{base}/", text
    for address in ("kantor/login/", "lain/login/callback/", "kantor/login/callback/?code=1&state=2"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{base}/akun/luar/oidc/{address}")
        with refused.value as answer:
            assert answer.code in (403, 404, 405)


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize(
    ("email", "verified"), [("kasie2@kota-contoh.example", True), ("pengurus@kota-contoh.example", False)]
)
def test_the_government_account_makes_nobody_a_colleague(
    with_provider: tuple[str, Provider], driver: Any, email: str, verified: bool
) -> None:
    base, provider = with_provider
    known = provider.email, provider.verified
    provider.email, provider.verified = email, verified
    try:
        page = fresh_page(driver)
        page.goto(f"{base}/akun/login/")
        page.click("text=Masuk dengan Akun Uji")
        page.wait_for_load_state()
        page.goto(f"{base}/")
        assert "/akun/login/" in page.url
    finally:
        provider.email, provider.verified = known


class Proxy(BaseHTTPRequestHandler):
    """Passes requests on with the headers that nginx sends, as docs/guide/web.md shows its settings."""

    target = ""
    host = "infografis.kota-contoh.example"

    def do_GET(self) -> None:
        self.pass_on(None)

    def do_POST(self) -> None:
        self.pass_on(self.rfile.read(int(self.headers["Content-Length"])))

    def pass_on(self, body: bytes | None) -> None:
        left_out = {"host", "connection", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
        headers = {name: value for name, value in self.headers.items() if name.lower() not in left_out}
        chain = self.headers.get("X-Forwarded-For")
        visitor = self.client_address[0]
        headers["Host"] = self.host
        headers["X-Forwarded-Proto"] = "https"
        headers["X-Forwarded-For"] = f"{chain}, {visitor}" if chain else visitor
        asked = urllib.request.Request(self.target + self.path, body, headers, method=self.command)
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            answer = opener.open(asked, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        return


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


@pytest.fixture(scope="module")
def behind_proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a workplace below a path behind a proxy that speaks HTTPS to the world."""
    home, port = tmp_path_factory.mktemp("proxy"), free_port()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Proxy.target = f"http://127.0.0.1:{port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    variables = {
        **FIRST,
        "RUPADATA_PATH": "infografis",
        "RUPADATA_HTTPS": "1",
        "RUPADATA_PROXIES": "1",
        "RUPADATA_HOSTS": f"{Proxy.host},localhost",
        "RUPADATA_ORIGINS": f"https://{Proxy.host}",
        "RUPADATA_SECOND_FACTOR": "optional",
    }
    try:
        with serving(home, port=port, **variables):
            yield f"http://127.0.0.1:{server.server_port}/infografis", home
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ask(address: str, data: bytes | None = None, **headers: str) -> tuple[int, Message, str, list[str]]:
    """Return status, headers, text and cookies of an answer; redirects are not followed."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data, sent)
    try:
        answer = urllib.request.build_opener(_NoRedirect).open(request, timeout=60)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        text = answer.read().decode("utf-8", "replace")
        return answer.status, answer.headers, text, answer.headers.get_all("Set-Cookie") or []


def post_sign_in(base: str, password: str, **headers: str) -> tuple[int, Message, list[str]]:
    """Send the sign-in form as a browser sends it through the proxy."""
    _, _, text, cookies = ask(f"{base}/akun/login/", **headers)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert token is not None
    cookie = "; ".join(one.partition(";")[0] for one in cookies)
    form = f"csrfmiddlewaretoken={token[1]}&login={ADMIN}&password={password}".encode()
    origin = f"https://{Proxy.host}"
    sent = {"Cookie": cookie, "Origin": origin, "Referer": f"{origin}/", **headers}
    status, found, _, set_cookies = ask(f"{base}/akun/login/", form, **sent)
    return status, found, set_cookies


def test_below_a_path_every_address_cookie_and_file_lies_below_it(behind_proxy: tuple[str, Path]) -> None:
    base, _ = behind_proxy
    status, headers, text, cookies = ask(f"{base}/akun/login/")
    assert status == 200
    assert headers["Strict-Transport-Security"]
    assert all("Path=/infografis/" in one and "Secure" in one for one in cookies)
    found = re.findall(r'(?:href|src|action)="(/[^"]*)"', text)
    assert found
    assert [one for one in found if not one.startswith("/infografis/")] == []
    root = base.removesuffix("/infografis")
    for path in {one.partition("#")[0] for one in found if "/static/" in one or "simbol" in one}:
        assert ask(root + path)[0] == 200, path
    assert ask(f"{base}/")[1]["Location"].startswith("/infografis/akun/login/")


def test_a_form_comes_through_the_proxy_and_one_from_elsewhere_does_not(
    behind_proxy: tuple[str, Path],
) -> None:
    base, _ = behind_proxy
    status, headers, cookies = post_sign_in(base, PASSWORD)
    assert (status, headers["Location"]) == (302, "/infografis/")
    assert any(one.startswith("__Secure-rupadata=") for one in cookies)
    assert all("; Secure" in one and one.startswith("__Secure-") for one in cookies)
    assert post_sign_in(base, PASSWORD, Origin="https://jahat.example")[0] == 403


def test_the_visitor_behind_the_proxy_is_logged_and_cannot_name_himself_otherwise(
    behind_proxy: tuple[str, Path],
) -> None:
    import sqlite3

    base, home = behind_proxy
    post_sign_in(base, "salah-sekali-2026", X_Forwarded_For="203.0.113.9")
    database = sqlite3.connect(home / "rupadata.sqlite3")
    (address,) = database.execute(
        "SELECT address FROM audit_auditentry WHERE event = 'sign-in-failed' ORDER BY number DESC LIMIT 1"
    ).fetchone()
    database.close()
    assert address == "127.0.0.1"


def test_the_first_start_asks_for_the_administrator_in_the_terminal(tmp_path: Path) -> None:
    port = free_port()
    told = talk(
        [*CALL, "serve", "--no-worker", "--home", str(tmp_path), "--port", str(port)],
        (("administrator: ", ADMIN), ("sandi: ", PASSWORD)),
        until=f"localhost:{port}",
    )
    assert PASSWORD not in told
    import sqlite3

    database = sqlite3.connect(tmp_path / "rupadata.sqlite3")
    people = database.execute("SELECT username, is_administrator FROM accounts_person").fetchall()
    database.close()
    assert people == [(ADMIN, 1)]


def test_a_weak_password_of_the_administrator_is_refused_in_the_terminal(tmp_path: Path) -> None:
    told = talk(
        [*CALL, "serve", "--no-worker", "--home", str(tmp_path), "--port", str(free_port())],
        (("administrator: ", ADMIN), ("sandi: ", "password")),
        until="password-weak",
    )
    assert "localhost" not in told


def talk(words: list[str], answers: tuple[tuple[str, str], ...], *, until: str) -> str:
    """Answer a program's questions in a terminal; return what it showed until it said *until* or ended."""
    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    program = subprocess.Popen(
        words, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    told, waiting, deadline = "", list(answers), time.monotonic() + 120
    try:
        while time.monotonic() < deadline and until not in told:
            if select.select([master], [], [], 0.5)[0]:
                try:
                    told += os.read(master, 4096).decode("utf-8", "replace")
                except OSError:  # The other side of the terminal was closed: the program has ended.
                    break
            if waiting and told.rstrip("\n").endswith(waiting[0][0]):
                told += "\n"
                os.write(master, f"{waiting.pop(0)[1]}\n".encode())
        assert waiting == [], told
        return told
    finally:
        program.terminate()
        program.wait(timeout=30)
        os.close(master)


@pytest.mark.full
def test_a_server_that_is_still_loading_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [*CALL, "serve", "--no-worker", "--home", tmp_path, "--port", str(port)],
        env={**os.environ, **FIRST},
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        server.terminate()
        assert server.wait(timeout=STOP_SECONDS + 20) is not None
    finally:
        server.kill()
