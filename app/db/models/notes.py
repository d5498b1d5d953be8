"""What the studio remembers about itself."""

from sqlmodel import Field, SQLModel


class StudioNote(SQLModel, table=True):
    """One remembered fact, such as: the sample project was made once."""

    __tablename__ = "studio_note"

    key: str = Field(primary_key=True, max_length=100)
    value: str
