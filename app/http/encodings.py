"""Which encodings of a body a client takes (RFC 9110, 12.5.3)."""

from starlette.datastructures import Headers

GZIP = "gzip"
LEVEL = 6
SMALLEST = 600  # bytes; below it the headers would cost more than is won


def takes_gzip(headers: Headers) -> bool:
    """Whether the client said that it takes gzip. Saying nothing is no, and so is a weight of 0."""
    weights = dict(_weight(part) for part in headers.get("Accept-Encoding", "").lower().split(","))
    return weights.get(GZIP, weights.get("*", 0.0)) > 0


def _weight(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    weight = parameter.strip().removeprefix("q=") if parameter else "1"
    return name.strip(), _number(weight)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
