"""Reads request fields with a clear refusal for each wrong one."""

from typing import Any

from .problem import Problem


def field(request: dict, name: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
    """One field of a request. Raises Problem `bad_request` if it is absent (without a default) or of another type."""
    value = request.get(name, default)
    if value is ...:
        raise Problem("bad_request", f'the request has no "{name}"', f'add "{name}"')
    if name in request and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
        wanted = " or ".join(k.__name__ for k in (kind if isinstance(kind, tuple) else (kind,)))
        raise Problem("bad_request", f'"{name}" must be {wanted}', f'send "{name}" as {wanted}')
    return value


def sha256_field(request: dict, name: str, default: Any = ...) -> Any:
    value = field(request, name, str, default)
    if name in request and (len(value) != 64 or any(c not in "0123456789abcdef" for c in value)):
        raise Problem("bad_request", f'"{name}" is no SHA-256', "send 64 lower-case hexadecimal digits")
    return value


def numbers(request: dict, name: str, count: int | None, least: float, default: Any = ...) -> Any:
    """A list of numbers of a given length (any length >= 1 when count is None), each at least `least`."""
    value = field(request, name, list, default)
    if name not in request:
        return value
    right_length = len(value) == count if count is not None else len(value) > 0
    if not right_length or any(isinstance(v, bool) or not isinstance(v, (int, float)) or v < least for v in value):
        raise Problem("bad_request", f'"{name}" must be {count or "some"} numbers >= {least}', f'correct "{name}"')
    return value
