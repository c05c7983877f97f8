"""What one may prefer."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from recoup.team.types import CalendarSystem, Digits, Preferences, Theme
from recoup.web.shared.choices import time_zone_choices

_LANGUAGE = settings.LANGUAGES
_CALENDAR = [
    (CalendarSystem.GREGORIAN.value, _("Gregorian")),
    (CalendarSystem.SOLAR_HIJRI.value, _("Solar Hijri")),
]
_DIGITS = [(Digits.LATIN.value, _("0123456789")), (Digits.NATIVE.value, _("Those of the language"))]
_THEME = [
    (Theme.SYSTEM.value, _("As the device")),
    (Theme.LIGHT.value, _("Light")),
    (Theme.DARK.value, _("Dark")),
]


class PreferencesForm(forms.Form):
    """Language, calendar, digits, theme and time zone."""

    language = forms.ChoiceField(label=_("Language"), choices=_LANGUAGE, widget=forms.RadioSelect)
    calendar = forms.ChoiceField(label=_("Calendar"), choices=_CALENDAR, widget=forms.RadioSelect)
    digits = forms.ChoiceField(label=_("Digits"), choices=_DIGITS, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Theme"), choices=_THEME, widget=forms.RadioSelect)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)

    def preferences(self) -> Preferences:
        """Return what the valid form says."""
        said = self.cleaned_data
        return Preferences(
            language=said["language"],
            calendar=CalendarSystem(said["calendar"]),
            digits=Digits(said["digits"]),
            theme=Theme(said["theme"]),
            time_zone=said["time_zone"],
        )


class LanguageForm(forms.Form):
    """Only the language, from the menu."""

    language = forms.ChoiceField(choices=_LANGUAGE)


class ThemeForm(forms.Form):
    """Only the theme, from the menu."""

    theme = forms.ChoiceField(choices=_THEME)
