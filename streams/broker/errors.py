"""What can go wrong with the local broker, as one line for the person at the terminal."""


class BrokerError(Exception):
    """The local broker cannot be had; the message is one line that says what is wrong and what to do."""
