"""Records: unchangeable rows whose fields know how they are read from a file, without loading what reads them.

A pydantic model is built, and pydantic loaded, as soon as its class stands, which at a start is a third of the time.
A record is a dataclass, which pydantic reads as well; it is loaded with the first input that is not known to be right.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
    from pydantic_core import CoreSchema

Schema = dict[str, Any]


class Form:
    """In the annotation of a field: how it is read, which the module of `forms` tells in pydantic's terms under `name`
    when it is first read."""

    def __init__(self, name: str, forms: Callable[[], ModuleType]) -> None:
        self.name, self._forms = name, forms

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        return handler.generate_schema(getattr(self._forms(), self.name))


class AtLeast:
    """In the annotation of a tuple: how many values it has at least."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        return {**handler(source), "min_length": self.count}


class InJson:
    """In an annotation: what the JSON schema says of it."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def __get_pydantic_json_schema__(self, source: "CoreSchema", handler: "GetJsonSchemaHandler") -> Schema:
        return self._schema.copy()


def _forms() -> ModuleType:
    import pydantic

    return pydantic


Flag = Annotated[bool, Form("StrictBool", _forms)]
"""Written as true or false, and as nothing that could be taken for them."""


def in_file(name: str) -> str:
    """A field's name in the file; `from` is none that Python lets a field have."""
    return name.removesuffix("_")


class Record:
    """A row that cannot be changed, and has no fields that are not known.

    What is given to its constructor is read as from a file. Raises pydantic's ValidationError, as `model_validate`.
    """

    __pydantic_config__: ClassVar[Mapping[str, Any]] = {
        "extra": "forbid",
        "populate_by_name": True,
        "alias_generator": in_file,
    }
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    fixed_defaults: ClassVar[Mapping[str, Any]]
    made_defaults: ClassVar[Mapping[str, Callable[[], Any]]]
    """The fields that have a default, and what it is or what makes it."""
    _adapter: ClassVar[Any]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # None of the methods that a dataclass would write and compile, which for all of them takes as long as pydantic.
        dataclass(init=False, repr=False, eq=False, match_args=False, kw_only=True)(cls)
        fields = cls.__dataclass_fields__.values()
        cls.fixed_defaults = {one.name: one.default for one in fields if one.default is not MISSING}
        cls.made_defaults = {one.name: one.default_factory for one in fields if one.default_factory is not MISSING}

    @classmethod
    def configured(cls, **more: Any) -> Mapping[str, Any]:
        """What pydantic is told of a kind of record besides what it is told of all."""
        return {**cls.__pydantic_config__, **more}

    def __init__(self, **data: Any) -> None:
        self.__dict__.update(type(self).model_validate(data).__dict__)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple([getattr(self, name) for name in self.__dataclass_fields__]))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({said})"

    # ---- in the program, from values that are right

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """A record of values as it holds them, which nothing checks; what is not given stands at its default."""
        made = object.__new__(cls)
        kept = made.__dict__
        kept.update(cls.fixed_defaults)
        kept.update(values)
        for name, make in cls.made_defaults.items():
            if name not in values:
                kept[name] = make()
        return made

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """The same record with some values put in the place of others, which nothing checks."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        if update is not None:
            made.__dict__.update(update)
        return made

    # ---- from and to a file, by pydantic

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """The record of what a file holds. Raises ValidationError."""
        made: Self = cls._read().validate_python(data)
        return made

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> Self:
        """The record of what a JSON text holds. Raises ValidationError."""
        made: Self = cls._read().validate_json(text)
        return made

    def model_dump(self, **how: Any) -> dict[str, Any]:
        """The values by field; `mode="json"` as a file has them."""
        dumped: dict[str, Any] = self._read().dump_python(self, **how)
        return dumped

    def model_dump_json(self, **how: Any) -> str:
        """The record as JSON text. Raises ValueError for text that no file can hold."""
        return self._read().dump_json(self, **how).decode()

    @classmethod
    def model_json_schema(cls) -> Schema:
        """The JSON schema of the file."""
        return cls._read().json_schema()

    @classmethod
    def _read(cls) -> "TypeAdapter[Any]":
        """What reads and writes this kind of record, built when it is first needed."""
        if "_adapter" not in cls.__dict__:
            from pydantic import TypeAdapter

            cls._adapter = TypeAdapter(cls)
        adapter: TypeAdapter[Any] = cls._adapter
        return adapter


def blank(kind: type[Record]) -> dict[str, Any]:
    """The fields of a record that have a default, at it."""
    return {**kind.fixed_defaults, **{name: make() for name, make in kind.made_defaults.items()}}
