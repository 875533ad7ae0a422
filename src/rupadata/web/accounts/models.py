"""People who sign in, and the office's settings, each version of which is kept."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from rupadata.office.settings import OfficeSettings, parse_settings


class PersonManager(BaseUserManager):
    """Makes people; nobody is made by signing in."""

    def create_person(self, username: str, password: str, **facts: object) -> Person:
        """Return a new person with a password."""
        person: Person = self.model(username=username, **facts)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person of a user name, whatever its capitals."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. `official` is the id that the office's settings know; empty for an
    administrator.

    Which steps a person may do is never kept here: the office's settings and the case say that.
    """

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    official = models.CharField(max_length=60, blank=True, db_index=True)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="id")
    theme = models.CharField(max_length=5, blank=True)
    wants_mail = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def initials(self) -> str:
        """Return two letters for the round sign: of the last two words of the name."""
        words = (self.name or self.username).split()
        return "".join(word[0] for word in words[-2:]).upper()


class OfficeVersion(models.Model):
    """The office's settings as somebody saved them. The newest holds; cases keep the text of their
    beginning."""

    text = models.TextField()
    digest = models.CharField(max_length=64)
    logo_name = models.CharField(max_length=120, blank=True)
    logo = models.BinaryField(blank=True, default=b"")
    saved_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.CharField(max_length=60)

    class Meta:
        """Newest first."""

        ordering = ("-id",)

    def save(self, *args: object, **kwargs: object) -> None:
        """Save with the digest of the text."""
        self.digest = sha256(self.text.encode()).hexdigest()
        super().save(*args, **kwargs)

    @property
    def office(self) -> OfficeSettings:
        """Return the settings as a value."""
        return parse_settings(self.text)


class OfficeFile(models.Model):
    """A file of the office's own beside its settings, by the name that the office's folder knows it by.

    Regions, catalogue, glossary, remembered grouping, outlines, symbols; and recipes for its tables.
    """

    name = models.CharField(max_length=160, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.CharField(max_length=60)

    class Meta:
        """In the order of names."""

        ordering = ("name",)


def current_office() -> OfficeVersion | None:
    """Return the newest settings of the office; None before anybody gave any."""
    return OfficeVersion.objects.order_by("-id").first()


def logo_of(version: OfficeVersion | None) -> str:
    """Return by which digest the office's logo is asked for; empty when it has none."""
    return sha256(bytes(version.logo)).hexdigest()[:16] if version and version.logo else ""
