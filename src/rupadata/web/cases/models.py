"""Work orders as rows: the header once, decisions appended, files by digest; and what lies on people's
desks."""

from __future__ import annotations

import json

from django.db import models


class CaseRow(models.Model):
    """One work order. `header` is what was written when it began; `version` counts its decisions.

    What lists and searches need is repeated here from the last decision, and never decides anything.
    """

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    header = models.BinaryField()
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=12, default="open", db_index=True)
    created_at = models.DateTimeField(db_index=True)
    changed_at = models.DateTimeField(db_index=True)
    search = models.TextField(blank=True)
    glance = models.BinaryField(default=b"")
    glance_version = models.PositiveIntegerField(default=0)
    people = models.TextField(blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"


class Duty(models.Model):
    """Who can end steps: roles of an office's settings, with what was handed over in a case.

    Few rows serve all cases; who that is on a day is worked out when it is asked.
    """

    key = models.CharField(max_length=64, unique=True)
    office = models.CharField(max_length=64)
    roles = models.TextField()
    handovers = models.TextField(default="[]")

    @property
    def first_role(self) -> str:
        """Return the role that the procedure names first."""
        return str(json.loads(self.roles)[0])


class Waiting(models.Model):
    """An open step of an open case, as lists show it; made anew with each decision, and deciding nothing."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="waiting")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="waiting")
    step = models.CharField(max_length=40)
    item = models.CharField(max_length=200, blank=True)
    item_title = models.CharField(max_length=400, blank=True)
    number = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    round = models.PositiveIntegerField(default=0)
    standard_minutes = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()

    class Meta:
        """What is due first comes first."""

        ordering = ("due_at", "id")
        indexes = (
            models.Index(fields=("duty", "due_at"), name="waiting_by_duty"),
            models.Index(fields=("due_at",), name="waiting_by_due"),
        )


class WorkStamp(models.Model):
    """The moment of the newest change to what lists show, in nanoseconds: one row, renewed last in each
    transaction. What was worked out from the lists holds while it stays the same."""

    changed = models.PositiveBigIntegerField(default=0)


class DecisionRow(models.Model):
    """One line of a case's history, byte for byte, its newline with it."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    line = models.BinaryField()
    at = models.DateTimeField(db_index=True)
    person = models.CharField(max_length=60)
    action = models.CharField(max_length=40)

    class Meta:
        """One decision a number: of two at once the database refuses the second."""

        ordering = ("case_id", "number")
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="one_decision_a_number"),)


class CaseFile(models.Model):
    """A file of a case by its name: settings, logo, editions, papers, signed papers, source tables."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        """A name once a case."""

        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("case", "name"), name="one_file_a_name"),)


class SourceUpload(models.Model):
    """A table that somebody brought to a case. `recipe` says what was corrected about its reading;
    `recipes_before` are the recipes to go back to, the last one last."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, default="waiting")
    recipe = models.TextField(blank=True, default="")
    recipes_before = models.TextField(default="[]")
    brought_by = models.CharField(max_length=60)
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The same name once a case."""

        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("case", "name"), name="one_upload_a_name"),)


class Remark(models.Model):
    """What a reviewer says about one place of an edition; it never changes the edition.

    `guest` is the name that somebody without an account gave, who came by a link.
    """

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="remarks")
    item = models.CharField(max_length=200, db_index=True)
    digest = models.CharField(max_length=64)
    node = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=2000)
    person = models.CharField(max_length=60, blank=True)
    guest = models.CharField(max_length=120, blank=True)
    link = models.ForeignKey("ReviewLink", null=True, on_delete=models.SET_NULL, related_name="remarks")
    at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.CharField(max_length=60, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)

    class Meta:
        """In the order in which they were said."""

        ordering = ("id",)


class ReviewLink(models.Model):
    """An address by which a colleague without an account sees one edition and leaves remarks, until a day.

    Only the digest of its secret is kept: whoever reads the database cannot follow it.
    """

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="links")
    item = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    secret = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-id",)


class Notice(models.Model):
    """Something that happened to what a person works on; read once.

    It is a decision by its number, or, where `about` says what, something else: `detail` holds its facts.
    """

    person = models.CharField(max_length=60, db_index=True)
    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="notices")
    item = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(default=0)
    about = models.CharField(max_length=80, blank=True, default="")
    detail = models.TextField(blank=True, default="")
    at = models.DateTimeField(db_index=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first; one notice a person and decision, or a person and other thing that happened."""

        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("person", "case", "number", "about"), name="one_notice_of_each"),
        )
        indexes = (models.Index(fields=("person", "read_at", "-at"), name="notice_unread"),)
