"""Connections, which a component cannot open."""

from __future__ import annotations

from collections.abc import Iterator

from app.operators.checks.environment.calls import found_calls
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

# Each was tried in a component: a socket raises PermissionError, and looking up an address LookupError, since
# Python then asks for an encoding that is not loaded.
_STANDARD = """
    asyncio.open_connection asyncio.start_server ftplib.FTP ftplib.FTP_TLS http.client.HTTPConnection
    http.client.HTTPSConnection http.server.HTTPServer http.server.ThreadingHTTPServer imaplib.IMAP4
    imaplib.IMAP4_SSL nntplib.NNTP poplib.POP3 poplib.POP3_SSL smtplib.SMTP smtplib.SMTP_SSL
    socket.create_connection socket.create_server socket.getaddrinfo socket.gethostbyname socket.getfqdn
    socket.socket socket.socketpair socketserver.TCPServer socketserver.UDPServer telnetlib.Telnet
    urllib.request.build_opener urllib.request.urlopen urllib.request.urlretrieve
    wsgiref.simple_server.make_server xmlrpc.client.ServerProxy xmlrpc.server.SimpleXMLRPCServer
"""
# Packages that open sockets as well.
_PACKAGES = """
    httpx.AsyncClient httpx.Client httpx.get httpx.post paho.mqtt.client.Client paho.mqtt.publish.single
    requests.Session requests.delete requests.get requests.head requests.patch requests.post requests.put
    requests.request urllib3.PoolManager urllib3.request
"""
_CALLS = dict.fromkeys([*_STANDARD.split(), *_PACKAGES.split()], "a component cannot open connections")


def check(operator: Operator) -> Iterator[Found]:
    """Where a connection or a server is opened."""
    helpless = {"OSError", "URLError", "HTTPError", "ConnectionError", "RequestException", "timeout", "TimeoutError"}
    return found_calls(operator, _CALLS, {"LookupError"}, helpless)


RULE = Rule(
    code="no-network",
    severity=Severity.ERROR,
    sentence="{call} fails: {why}.",
    help="Data comes in as messages and goes out as messages: let a service outside of the graph fetch what is needed "
    "and publish it, or keep it in the state store, and read it from there.",
    check=check,
)
