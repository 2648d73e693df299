"""The one kind of expected failure: it names the thing, the reason and the next step, and never a patient identifier."""


class Problem(Exception):
    """An expected failure that the caller shows to a person. `code` is stable; `next` says what can be done."""

    def __init__(self, code: str, message: str, next: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.next = next

    def as_reply(self) -> dict:
        return {"code": self.code, "message": self.message, "next": self.next}


class Cancelled(Exception):
    """The caller asked for the running request to stop."""
