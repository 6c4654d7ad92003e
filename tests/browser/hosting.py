"""Pages of somebody else: served from another port, each with a policy of its own."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from searchapp.web.embeds.building import LATEST, releases

HOSTS = Path(__file__).parent / "hosts"
POLICIES = {
    "strict": (
        "default-src 'none'; script-src {archive}; connect-src {archive}; style-src 'self'; "
        "require-trusted-types-for 'script'"
    )
}
SEARCH = (
    '<speech-search q="barrier" per-page="3">'
    '<a href="{archive}/search?q=barrier">Speeches about the barrier</a></speech-search>'
)


@contextmanager
def hosting(archive):
    """The address of a server whose pages embed what this archive has: `/plain?embed=…&lang=…`."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            name, asked = parts.path.strip("/"), {key: value[0] for key, value in parse_qs(parts.query).items()}
            if not (HOSTS / f"{name}.html").exists():
                self.send_error(404)
                return
            said = {"archive": archive, "release": releases()[LATEST].path, "integrity": releases()[LATEST].integrity}
            page = (HOSTS / f"{name}.html").read_text("utf-8")
            page = page.replace("{embed}", asked.get("embed", SEARCH)).replace("{lang}", asked.get("lang", "en"))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if name in POLICIES:
                self.send_header("Content-Security-Policy", _filled(POLICIES[name], said))
            self.end_headers()
            self.wfile.write(_filled(page, said).encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _filled(text, said):
    for name, value in said.items():
        text = text.replace(f"{{{name}}}", value)
    return text
