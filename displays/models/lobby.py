"""How an office's lobby screen looks and speaks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office

LONGEST_NOTICE = 200
LONGEST_TITLE = 100
LONGEST_POSTING = 3000


def vietnamese() -> list[str]:
    """Return the languages of a screen of which nobody has said anything."""
    return ["vi"]


class LobbySettings(models.Model):
    """What the office has set for its lobby screens; without a row the defaults hold.

    `version` counts the changes of everything that the screen shows: settings, notices, postings
    and the corner.
    """

    class Crowded(models.TextChoices):
        """What happens to the voice of calls beyond the bound; all of them are shown in any case.

        DROP: the oldest are shown without a voice. SHORT: they are read in a few words, in the
        first language, without the chime.
        """

        DROP = "drop", _("số cũ nhất chỉ hiện, không đọc")
        SHORT = "short", _("đọc gọn: chỉ số và quầy")

    office = models.OneToOneField(
        Office, on_delete=models.CASCADE, primary_key=True, related_name="lobby_settings"
    )
    version = models.PositiveIntegerField(default=0)
    languages = models.JSONField(default=vietnamese)
    language_seconds = models.PositiveSmallIntegerField(default=20)
    hold_seconds = models.PositiveSmallIntegerField(default=6)
    voice = models.BooleanField(default=True)
    second_language = models.CharField(max_length=5, blank=True, default="")
    volume = models.PositiveSmallIntegerField(default=80)  # percent
    most_waiting = models.PositiveSmallIntegerField(default=4)
    crowded = models.CharField(max_length=5, choices=Crowded.choices, default=Crowded.SHORT)
    quiet_seconds = models.PositiveSmallIntegerField(default=60)
    page_seconds = models.PositiveSmallIntegerField(default=20)

    class Meta:
        """Names for people."""

        verbose_name = _("cài đặt màn hình chờ")
        verbose_name_plural = _("cài đặt màn hình chờ")

    def __str__(self) -> str:
        return str(self.office_id)


class LobbyNotice(models.Model):
    """A notice in the strip of the lobby screen, from `starts_at` to `ends_at` where these are."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="lobby_notices")
    text = models.CharField(_("nội dung"), max_length=LONGEST_NOTICE)
    text_en = models.CharField(_("nội dung tiếng Anh"), max_length=LONGEST_NOTICE, blank=True)
    starts_at = models.DateTimeField(_("từ lúc"), null=True, blank=True)
    ends_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")

    def __str__(self) -> str:
        return self.text


class LobbyPosting(models.Model):
    """Niêm yết: the office's rules of conduct, a procedure, whatever it has to post publicly."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="lobby_postings")
    title = models.CharField(_("tiêu đề"), max_length=LONGEST_TITLE)
    title_en = models.CharField(_("tiêu đề tiếng Anh"), max_length=LONGEST_TITLE, blank=True)
    body = models.TextField(_("nội dung"), max_length=LONGEST_POSTING)
    body_en = models.TextField(_("nội dung tiếng Anh"), max_length=LONGEST_POSTING, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    active = models.BooleanField(_("đang niêm yết"), default=True)

    class Meta:
        """In the order that the office has given them."""

        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("niêm yết")
        verbose_name_plural = _("niêm yết")

    def __str__(self) -> str:
        return self.title


class LobbyCorner(models.Model):
    """The picture or video in the corner of the lobby screen, at most one an office.

    `digest` is of the content and part of its address, so that a new file has a new one.
    """

    office = models.OneToOneField(
        Office, on_delete=models.CASCADE, primary_key=True, related_name="lobby_corner"
    )
    kind = models.CharField(max_length=4)  # of `displays.lobby.corner.Kind`
    words = models.CharField(_("mô tả cho người không nhìn thấy"), max_length=LONGEST_NOTICE)
    digest = models.CharField(max_length=32)
    content = models.BinaryField()

    class Meta:
        """Names for people."""

        verbose_name = _("góc hình ảnh")
        verbose_name_plural = _("góc hình ảnh")

    def __str__(self) -> str:
        return f"{self.office_id} {self.kind}"
