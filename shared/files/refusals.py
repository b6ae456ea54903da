"""What is said no with about files."""

from shared.errors import N_, Kind, Refusal


class FileUnfit(Refusal):
    """The content is none of the kinds that are taken, whatever its name says."""

    code, kind, text = (
        "file_unfit",
        Kind.INVALID,
        N_("This file can't be taken: send a JPEG, PNG or WebP picture, a PDF, or a Word, Excel or PowerPoint file."),
    )


class ImageUnfit(Refusal):
    """A picture that can't be read, or has too many points."""

    code, kind, text = (
        "image_unfit",
        Kind.INVALID,
        N_("This picture can't be read, or is too large: at most 50 million points."),
    )


class TooManyFiles(Refusal):
    """The owner has as many files as it may."""

    code, kind, text = "too_many_files", Kind.CONFLICT, N_("Your organisation has too many files here.")
