"""Refusals about what the hall hears."""

from core.errors.base import N_, QueueError


class VoiceFault(QueueError):
    """A voice did not say a sentence; base of the cases below."""

    sentence = N_('The voice "{engine}" failed: {problem}. Calls are shown; call the turn aloud.')


class VoiceHung(VoiceFault):
    sentence = N_(
        'The voice "{engine}" did not finish within {seconds} seconds and was stopped. '
        "Calls are shown; call the turn aloud."
    )


class VoiceNotInstalled(VoiceFault):
    sentence = N_('The voice "{engine}" is not installed on this computer. Install {package}.')


class VoiceLanguageMissing(VoiceFault):
    sentence = N_(
        'The voice "{engine}" on this computer does not speak "{language}". '
        "Install a voice of that language."
    )


class RecordingsMissing(VoiceFault):
    sentence = N_(
        'The voice "{engine}" has no recording of: {missing}. Record them, or use another voice.'
    )


class NothingRecorded(QueueError):
    sentence = N_("No recordings come with this program. Name their folder.")


class RecordingsBroken(QueueError):
    sentence = N_("The recordings in {folder} cannot be read or written: {problem}.")


class SoundFault(QueueError):
    """A sound could not be made or heard; base of the cases below."""

    sentence = N_("No sound could be played: {problem}. Calls are shown; call the turn aloud.")


class PlayerMissing(SoundFault):
    sentence = N_(
        "This computer has no program that plays sound. Install one of: {known}, "
        "or name one as voice.player in config.toml."
    )


class PlayerHung(SoundFault):
    sentence = N_(
        'The player "{player}" did not finish within {seconds} seconds and was stopped. '
        "Check the speakers and the sound settings; call the turn aloud."
    )


class VoiceBusy(SoundFault):
    """An announcement is stuck: it and those after it are not waited for."""

    sentence = N_(
        "The voice has been busy with one call for more than {seconds} seconds. "
        "Calls are shown; call the turn aloud, and check the speakers."
    )


class ComputerMuted(SoundFault):
    sentence = N_(
        "The sound of the display's computer is muted or at 0. Turn it up; call the turn aloud."
    )


class VoiceTestInterrupted(SoundFault):
    """A call goes before a test."""

    sentence = N_("A ticket was called meanwhile. Test the voice again.")


class VoiceTestTooLate(SoundFault):
    sentence = N_("Tickets were being called all the time. Test the voice again.")


class VoiceMuted(SoundFault):
    """Not broken: a leader silenced it."""

    sentence = N_(
        "The hall's voice is muted. Call the turn aloud; a leader may let it speak again."
    )


class VoiceOff(SoundFault):
    """Not broken: this display is not the one that speaks."""

    sentence = N_("This display does not speak: its settings say so.")


class CallTooOld(SoundFault):
    """Nothing is broken: speaking it so late would only confuse the hall."""

    sentence = N_(
        "The call was more than {seconds} seconds old when the display heard of it: "
        "it was shown, not spoken."
    )
