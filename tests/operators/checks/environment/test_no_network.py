"""Connections."""

import pytest

from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "no-network"


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import socket", "s = socket.socket()"),
        ("import urllib.request", "urllib.request.urlopen('http://127.0.0.1/')"),
        ("from urllib import request", "request.urlopen('http://127.0.0.1/')"),
        ("from http.client import HTTPConnection", "HTTPConnection('127.0.0.1').request('GET', '/')"),
        ("import smtplib", "with smtplib.SMTP('127.0.0.1') as mail:\n    pass"),
        ("import requests", "requests.post('http://127.0.0.1/', json={})"),
        ("import paho.mqtt.client as mqtt", "client = mqtt.Client()"),
    ],
)
def test_each_is_an_error_where_the_messages_come(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use), provided=("requests", "paho")) == [(10, "error")]


def test_waiting_for_a_network_error_does_not_help_since_another_comes() -> None:
    tried = "try:\n    urllib.request.urlopen('x')\nexcept urllib.error.URLError:\n    pass"
    assert found(CODE, map_with("import urllib.request, urllib.error", tried)) == [(11, "warning")]


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import urllib.parse, ipaddress", "urllib.parse.urlparse('x'), ipaddress.ip_address('127.0.0.1')"),
        ("import urllib.request", "urllib.request.Request('http://127.0.0.1/')"),
        ("import http", "http.HTTPStatus(200)"),
        ("import socket", "socket.inet_aton('127.0.0.1')"),
        ("", "requests = self.requests\nrequests.get('x')"),
        ("import socket", "try:\n    socket.socket()\nexcept (OSError, LookupError):\n    pass"),
    ],
)
def test_what_works_is_left_alone(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == []


def test_the_sentence() -> None:
    one = findings(CODE, map_with("import socket", "socket.create_connection(('a', 1))"))[0]
    assert one.message == "socket.create_connection fails: a component cannot open connections."
