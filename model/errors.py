"""The exceptions of Parallax, one tree: failures that may pass by themselves, and those that do not.

    ParallaxError
    ├── TransientError          trying again later may help: a scheduler retries the task
    └── PermanentError          trying again changes nothing: a scheduler fails the task at once
        ├── DamagedError        a warehouse file is damaged: another copy of it has to be taken
        └── ConfigurationError  settings, catalog or arguments are wrong; lists every problem

A failure of a single feed, page or article is not an exception but a value: see `Fetch` and `Rejection`.
"""


class ParallaxError(Exception):
    """Parallax cannot go on; the text names the subject, the cause and the remedy."""

    exit_code = 1


class TransientError(ParallaxError):
    """Trying again later may help."""


class PermanentError(ParallaxError):
    """Trying again changes nothing."""


class DamagedError(PermanentError):
    """A warehouse file is damaged; `fault` says how."""

    def __init__(self, text: str, fault: str) -> None:
        """Keep `fault` beside the text for the user."""
        super().__init__(text)
        self.fault = fault


class ConfigurationError(PermanentError):
    """The user's configuration or arguments are wrong; `problems` holds every complaint, one line each."""

    exit_code = 2

    def __init__(self, problems: list[str]) -> None:
        """Keep `problems`, which must not be empty."""
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
