"""What the environment may set."""

from pathlib import Path

import pytest

from workshop_kit.settings import ROOT, Settings


def test_an_empty_environment_is_enough() -> None:
    settings = Settings.from_environment({})

    assert settings.port == 8501
    assert settings.data == ROOT / "data"
    assert settings.database == f"sqlite:///{(ROOT / 'data/workshops.db').as_posix()}"
    assert settings.public_url is None
    assert not settings.demo


def test_empty_values_count_as_unset() -> None:
    names = ("PORT", "DATA", "DATABASE", "PUBLIC_URL", "DEMO")

    settings = Settings.from_environment({f"WORKSHOP_KIT_{name}": "" for name in names})

    assert settings == Settings.from_environment({})


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "WORKSHOP_KIT_PORT": "9000",
            "WORKSHOP_KIT_DATA": str(tmp_path),
            "WORKSHOP_KIT_DATABASE": "postgresql+psycopg://kit@db/kit",
            "WORKSHOP_KIT_PUBLIC_URL": "https://kit.example.org/",
            "WORKSHOP_KIT_DEMO": "1",
        }
    )

    assert settings == Settings(
        port=9000,
        data=tmp_path,
        database="postgresql+psycopg://kit@db/kit",
        public_url="https://kit.example.org",
        demo=True,
    )


def test_the_database_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.from_environment({"WORKSHOP_KIT_DATA": str(tmp_path)})

    assert settings.database == f"sqlite:///{tmp_path.as_posix()}/workshops.db"


def test_the_demo_has_a_data_folder_of_its_own() -> None:
    assert Settings.from_environment({"WORKSHOP_KIT_DEMO": "1"}).data == ROOT / "data-demo"


@pytest.mark.parametrize(
    "port", ["abc", "0", "-1", "65536", "80.5", "9" * 5000, "\N{ARABIC-INDIC DIGIT EIGHT}"]
)
def test_a_port_that_is_none_is_told_in_a_sentence(port: str) -> None:
    with pytest.raises(ValueError, match=r"^The port must be a number from 1 to 65535, not "):
        Settings.from_environment({"WORKSHOP_KIT_PORT": port})


@pytest.mark.parametrize(
    "url",
    [
        "workshop.example.org",
        "ftp://workshop.example.org",
        "https://",
        "https://:443",
        "https://host:99999",
        "https://host/path",
        "https://host?a=b",
        "https://host#a",
        "https://user:secret@host",
        "https://two words",
        "https://[::1",
    ],
)
def test_a_public_address_that_is_none_is_told_in_a_sentence(url: str) -> None:
    with pytest.raises(ValueError, match=r"^The public address must be http:// or https://"):
        Settings.from_environment({"WORKSHOP_KIT_PUBLIC_URL": url})


@pytest.mark.parametrize("folder", ["what?", "a\0b", "~nobody-of-this-name/data"])
def test_a_folder_that_can_be_none_is_told_in_a_sentence(folder: str) -> None:
    with pytest.raises(ValueError, match=r"^The data folder cannot "):
        Settings.from_environment({"WORKSHOP_KIT_DATA": folder})


def test_letters_are_not_sent_unless_a_server_is_named() -> None:
    assert Settings.from_environment({}).mail is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "then", "", "")),
        ("smtps://a:b%40c@mail.example.org", ("mail.example.org", 465, "at once", "a", "b@c")),
        ("smtp://localhost:1025", ("localhost", 1025, "none", "", "")),
    ],
)
def test_the_server_that_sends_letters_is_understood(text: str, expected: object) -> None:
    environ = {"WORKSHOP_KIT_SMTP": text, "WORKSHOP_KIT_MAIL_FROM": "Lea <lea@example.org>"}
    mail = Settings.from_environment(environ).mail
    assert mail
    assert (mail.host, mail.port, mail.tls, mail.user, mail.password) == expected
    assert "b@c" not in repr(mail), "a log must not have the password"


@pytest.mark.parametrize(
    ("text", "sender"),
    [("mail.example.org", "lea@example.org"), ("smtp://mail.example.org", "Lea")],
)
def test_a_wrong_server_for_letters_is_told(text: str, sender: str) -> None:
    environ = {"WORKSHOP_KIT_SMTP": text, "WORKSHOP_KIT_MAIL_FROM": sender}
    with pytest.raises(ValueError, match="for instance"):
        Settings.from_environment(environ)
