"""Links of other studios' shares: taken apart strictly, and only for hosts that the settings name."""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.errors import Forbidden, Invalid
from app.sharing.tokens import token_digest

_PATH = re.compile(r"/s/([A-Za-z0-9_-]{1,100})/?")
_PORTS = {"https": 443, "http": 80}
_MOST = 500  # characters
_FORM = "That is no link of a share. It looks like https://studio.example/s/… and is copied as a whole."


@dataclass(frozen=True)
class ShareLink:
    """Where a share is asked for. ``host`` is as in the settings, without brackets; the token is never shown."""

    scheme: str
    host: str
    port: int
    token: str

    def __repr__(self) -> str:
        return f"ShareLink({self.place})"

    @property
    def place(self) -> str:
        """The host as the settings and messages name it, with its port where that is not the usual one."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether the host is this machine by its very name."""
        return is_loopback(self.host)


def share_link(text: str, allowed: Collection[str]) -> ShareLink:
    """The link that somebody gave; Invalid for what is none, Forbidden for a host that is not ``allowed``."""
    link = _parsed(text.strip())
    if link.place not in allowed:
        raise Forbidden("share_host", _not_allowed(link, allowed))
    if link.scheme != "https" and not link.is_local:
        raise Forbidden("share_host", "A share is only fetched over HTTPS. Use the link that begins with https://.")
    return link


def is_loopback(host: str) -> bool:
    """Whether a name is this machine, whatever a name server says."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _parsed(text: str) -> ShareLink:
    if len(text) > _MOST or not text.isascii() or not text.isprintable() or set(text) & set(" \\@%?#"):
        raise Invalid("share_link", _FORM)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise Invalid("share_link", _FORM) from error
    path = _PATH.fullmatch(parts.path)
    if parts.scheme not in _PORTS or not parts.hostname or path is None or token_digest(path[1]) is None:
        raise Invalid("share_link", _FORM)
    return ShareLink(parts.scheme, parts.hostname.lower(), port or _PORTS[parts.scheme], path[1])


def _not_allowed(link: ShareLink, allowed: Collection[str]) -> str:
    how = f"Add {link.place} to STUDIO_SHARE_HOSTS, or download the share with a browser and give the file."
    if not allowed:
        return f"This studio copies by link from no other one. {how}"
    return f"This studio does not copy from {link.place}. {how}"
