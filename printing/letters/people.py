"""From whom a letter comes and to whom it goes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sender:
    """The head of a document: the superior body, who issues it, and from where."""

    parent: str
    name: str
    place: str
    phone: str


@dataclass(frozen=True)
class Addressee:
    """The citizen or organisation whose dossier it is; `identity` as it may be shown."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    identity: str = ""
