from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from results import BATCH, FORM, WEIGHT_MISSING, result
from sqlalchemy import insert, inspect, select, text, update

import pipeline.store
from pipeline.circumstances import circumstances_of
from pipeline.fingerprint import Digests
from pipeline.journal import Journal
from pipeline.memory import Memory
from pipeline.model import Submission
from pipeline.overview import overview_of
from pipeline.store import (
    BusyStore,
    ForeignStore,
    NewerStore,
    NotStored,
    StoreProblem,
    default_url,
    existing_store,
    file_at,
    open_store,
)
from pipeline.store.codec import Undecodable
from pipeline.store.contents import keep_packings, packings
from pipeline.store.decisions import Decision, decide, decisions_on
from pipeline.store.engine import engine_at
from pipeline.store.migrate import MIGRATIONS, REVISION_TABLE, REVISIONS, is_current, upgrade
from pipeline.store.opening import Store
from pipeline.store.publications import (
    Member,
    Members,
    Publication,
    keep_publication,
    publication_of,
)
from pipeline.store.readings import all_readings
from pipeline.store.runs import Run, begin_run, end_run, is_known
from pipeline.store.schema import FINDINGS, READINGS, REPAIRS, RUNS, VERSIONS, metadata
from pipeline.store.versions import (
    Versions,
    members_of,
    names_stored,
    published_results,
    versions_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from pipeline.model import Result
    from pipeline.store.versions import Version

BEGAN = datetime(2025, 1, 3, 8, 30, tzinfo=UTC)
NOW = circumstances_of(None, None)
NOWHERE = Path("/nowhere")


def nobody(_place: str) -> None:
    raise AssertionError("no one should have to wait")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store's address, in both kinds of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/kaoping.db"
    address: str = request.getfixturevalue("postgres").new_database()
    return address


@pytest.fixture
def store(url: str) -> Store:
    return open_store(url)


def written(name: str, content: bytes, folder: Path, told: Result = BATCH[0]) -> Result:
    """The result of a file that really lies there, as a child would hand it over."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    submission = Submission(name, (folder / name,))
    fingerprint = Digests().fingerprint(submission)
    return replace(told, submission=submission, fingerprint=fingerprint)


def ingested(store: Store, mark: str, results: Sequence[Result], folder: str = "/a") -> None:
    """What a run does in the store."""
    with store.writing(nobody) as connection:
        memory = Memory(connection, Digests(), NOW, Journal(NOWHERE))
        kept = [memory.keep(r).kept for r in results]
        number = begin_run(connection, Run(mark, BEGAN, folder, NOW))
        versions, members = Versions(connection, number), Members(connection, folder)
        for read, reading in zip(results, kept, strict=True):
            members.add(Member(versions.of(read, reading), read, read))
        members.finish()
        memory.forget_superseded()
        end_run(connection, number, (len(results), 0), b"{}")
        connection.commit()


def told(store: Store, name: str) -> list[tuple[int, str]]:
    with store.reading() as connection:
        return [(v.number, v.state) for v in versions_of(connection, name)]


def test_migrations_make_the_tables_that_the_program_uses(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": REVISION_TABLE})
        ours = set(metadata.tables)
        assert set(inspect(connection).get_table_names()) == {*ours, REVISION_TABLE}
        assert compare_metadata(context, metadata) == []


def test_a_migration_that_is_not_committed_leaves_nothing(url: str) -> None:
    store = Store(engine_at(url))
    with store.writing(nobody) as connection:
        upgrade(connection)
        assert is_current(connection)
    with store.reading() as connection:
        assert inspect(connection).get_table_names() == []


def test_every_migration_is_listed() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    revisions = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(revision.revision for revision in revisions)[::-1] == REVISIONS


def test_a_new_content_is_a_new_version_and_earlier_ones_stay(store: Store, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    first = written("甲.docx", b"1", raw)
    ingested(store, "one", [first])
    ingested(store, "again", [first])
    second = written("甲.docx", b"2", raw, replace(BATCH[1], pages=4))
    ingested(store, "two", [second, written("乙.docx", b"1", raw)])
    ingested(store, "back", [written("甲.docx", b"1", raw)])
    assert told(store, "甲.docx") == [(1, "通过"), (2, "待核"), (3, "通过")]
    assert told(store, "乙.docx") == [(1, "通过")]
    with store.reading() as connection:
        assert names_stored(connection) == ("乙.docx", "甲.docx")
        versions = versions_of(connection, "甲.docx")
        assert [v.came for v in versions] == [BEGAN] * 3
        kept = published_results(connection, [v.id for v in versions])
        assert members_of(connection, "/a") == (versions[-1].id,)
    assert kept == (
        replace(first, version=1),
        replace(second, version=2),
        replace(first, version=3),
    )


def test_the_published_findings_and_repairs_can_be_asked_for(store: Store, tmp_path: Path) -> None:
    read = written("甲.docx", b"1", tmp_path / "raw", replace(BATCH[1], findings=()))
    ingested(store, "one", [read])
    published = replace(read, findings=(WEIGHT_MISSING,), version=1)
    with store.writing(nobody) as connection:
        (version,) = versions_of(connection, "甲.docx")
        one = Member(_version(connection), read, published)
        kept_as(connection, one)
        assert connection.execute(select(FINDINGS.c.code, FINDINGS.c.number)).all() == [
            ("weight.missing", "1-5-3")
        ]
        assert connection.execute(select(REPAIRS)).all() == []
        facts = (VERSIONS.c.unit, VERSIONS.c.year, VERSIONS.c.state, VERSIONS.c.files)
        assert connection.execute(select(*facts)).all() == [
            ("洛江区教育局", 2024, "待核", "甲.docx")
        ]
        assert published_results(connection, [version.id]) == (published,)
        kept_as(connection, replace(one, published=read))
        assert connection.execute(select(FINDINGS)).all() == []
        assert published_results(connection, [version.id]) == (read,)
        kept_as(connection)
        assert members_of(connection, "/a") == ()


def kept_as(connection: Connection, *members: Member) -> None:
    """Makes these the members of a dataset."""
    those = Members(connection, "/a")
    for member in members:
        those.add(member)
    those.finish()


def _version(connection: Connection) -> Version:
    from pipeline.store.versions import Version  # noqa: PLC0415

    return Version(*connection.execute(select(VERSIONS.c.id, VERSIONS.c.number)).one())


def test_texts_that_no_database_can_hold_are_made_fit(store: Store, tmp_path: Path) -> None:
    nasty = replace(WEIGHT_MISSING, message="\0\ud83d", number="\0")
    read = written("甲.docx", b"1", tmp_path / "raw", result("甲.docx", FORM, (nasty,)))
    ingested(store, "one", [read], folder="/a\udce9")
    with store.reading() as connection:
        assert connection.execute(select(FINDINGS.c.message, FINDINGS.c.number)).all() == [
            ("�?", "�")
        ]
        (kept,) = published_results(connection, members_of(connection, "/a\udce9"))
    assert kept == read


def test_a_publication_comes_back_as_it_went(store: Store) -> None:
    made = Publication("signature", {"a.csv": "1f"}, overview_of(BATCH), "{}")
    with store.writing(nobody) as connection:
        assert publication_of(connection, "/a", "signature") is None
        run = _run(connection, "one")
        keep_publication(connection, "/a", run, made)
        keep_publication(connection, "/a", run, replace(made, signature="other"))
        assert publication_of(connection, "/a", "other") == replace(made, signature="other")
        assert publication_of(connection, "/a", "signature") is None
        assert publication_of(connection, "/b", "other") is None


def _run(connection: Connection, mark: str) -> int:
    number = begin_run(connection, Run(mark, BEGAN, "/a", NOW))
    end_run(connection, number, (0, 0), b"{}")
    return number


def test_who_decided_what_when_is_kept(store: Store, tmp_path: Path) -> None:
    ingested(store, "one", [written("甲.docx", b"1", tmp_path / "raw")])
    first = Decision(BEGAN, "王佳明", "核准", "1-1-1", "权重", "", "1.5", "电话核实")
    second = Decision(BEGAN, "林晓明", "退回")
    with store.writing(nobody) as connection:
        (version,) = versions_of(connection, "甲.docx")
        for decision in (first, second):
            decide(connection, version.id, decision)
        connection.commit()
    ingested(store, "two", [written("甲.docx", b"2", tmp_path / "raw")])
    with store.reading() as connection:
        assert decisions_on(connection, version.id) == (first, second)


def test_what_one_program_found_of_contents_does_not_count_for_another(store: Store) -> None:
    with store.writing(nobody) as connection:
        keep_packings(connection, "1", {"a": "zip", "b": None})
        keep_packings(connection, "1", {"a": "zip", "c": "7z"})
        assert packings(connection, "1") == {"a": "zip", "b": None, "c": "7z"}
        keep_packings(connection, "2", {"d": None})
        assert (packings(connection, "1"), packings(connection, "2")) == ({}, {"d": None})


def test_readings_on_which_no_version_rests_are_dropped_when_superseded(
    store: Store, tmp_path: Path
) -> None:
    def read_only(result: Result) -> None:
        with store.writing(nobody) as connection:
            memory = Memory(connection, Digests(), NOW, Journal(NOWHERE))
            memory.keep(result)
            memory.forget_superseded()
            connection.commit()

    raw = tmp_path / "raw"
    ingested(store, "one", [written("甲.docx", b"1", raw), written("乙.docx", b"1", raw)])
    for content in (b"2", b"3"):
        read_only(written("甲.docx", content, raw))
    with store.reading() as connection:
        names = sorted(kept.submission for kept in all_readings(connection).values())
    assert names == ["乙.docx", "甲.docx", "甲.docx"]


def test_a_transaction_that_is_left_keeps_nothing(store: Store) -> None:
    with store.writing(nobody) as connection:
        _run(connection, "left")
    with pytest.raises(ZeroDivisionError):
        _fail(store)
    with store.writing(nobody) as connection:
        _run(connection, "done")
        connection.commit()
    assert [store.knows_run(mark) for mark in ("left", "failed", "done")] == [False, False, True]


def _fail(store: Store) -> None:
    with store.writing(nobody) as connection:
        _run(connection, "failed")
        raise ZeroDivisionError


def test_a_second_run_says_that_it_waits_and_goes_on_when_the_first_ends(store: Store) -> None:
    heard: list[str] = []
    waits = threading.Event()

    def waiting(place: str) -> None:
        heard.append(place)
        waits.set()

    def second() -> None:
        with store.writing(waiting) as connection:
            heard.append(f"sees first: {is_known(connection, 'first')}")

    with store.writing(nobody) as connection:
        _run(connection, "first")
        thread = threading.Thread(target=second)
        thread.start()
        assert waits.wait(30)
        assert not store.knows_run("first")  # others may read meanwhile
        connection.commit()
    thread.join()
    assert heard == [store.place, "sees first: True"]
    assert "password" not in store.place


def test_a_second_run_does_not_wait_for_ever(store: Store) -> None:
    heard: list[str] = []
    with store.writing(nobody), pytest.raises(BusyStore, match="另一次运行正在使用"):  # noqa: SIM117
        with store.writing(heard.append, patience=0.1):
            pass
    assert heard == [store.place]


def test_a_store_of_a_newer_program_is_refused_and_left_alone(url: str) -> None:
    newer = open_store(url)
    with newer.writing(nobody) as connection:
        connection.execute(text("UPDATE kaoping_revision SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(NewerStore, match="由更新的 kaoping 写成"):
        open_store(url)


def test_tables_of_another_program_are_refused_and_left_alone(url: str) -> None:
    engine = engine_at(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE runs (distance INTEGER)"))
        connection.execute(text("INSERT INTO runs VALUES (42)"))
    with pytest.raises(ForeignStore, match="别的程序的数据"):
        open_store(url)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT distance FROM runs")) == 42


def test_a_store_that_stands_still_at_an_earlier_step_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "kaoping.db"
    with sqlite3.connect(file) as connection:
        connection.execute(f"CREATE TABLE {REVISION_TABLE} (version_num VARCHAR(32) NOT NULL)")
    connection.close()
    store = open_store(default_url(tmp_path))
    with store.reading() as reading:
        assert reading.execute(select(RUNS)).all() == []


def damaged(file: Path) -> None:
    open_store(default_url(file.parent))
    data = bytearray(file.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    file.write_bytes(data)


@pytest.mark.parametrize(
    "spoil", [lambda file: file.write_bytes(b"no database " * 99), damaged], ids=["text", "damaged"]
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    file = tmp_path / "kaoping.db"
    spoil(file)
    before = file.read_bytes()
    with pytest.raises(
        ForeignStore, match=r"kaoping\.db 不是 kaoping 的库，或者已经损坏，没有动它"
    ):
        open_store(default_url(tmp_path))
    assert file.read_bytes() == before


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    store = open_store(default_url(tmp_path))
    ingested(store, "one", [written("甲.docx", b"1", tmp_path / "raw")])
    with store.writing(nobody) as connection:
        connection.execute(update(READINGS).values(body=b"?"))
        members = members_of(connection, "/a")
        with pytest.raises(Undecodable, match="--fresh"):
            published_results(connection, members)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "kaoping.db").mkdir()
    with pytest.raises(StoreProblem, match=r"打不开或写不进 .*原有的数据集没有改动"):
        open_store(default_url(tmp_path))


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    store = open_store(default_url(tmp_path))
    with pytest.raises(StoreProblem, match="磁盘已满"):
        _fill(store)
    assert not store.knows_run("one")


def _fill(store: Store) -> None:
    with store.writing(nobody) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.execute(insert(RUNS).values(_large_run(connection)))


def _large_run(connection: Connection) -> dict[str, object]:
    run = _run(connection, "one")
    row = connection.execute(select(RUNS).where(RUNS.c.id == run)).one()
    return {**row._asdict(), "id": None, "mark": "two", "record": "长" * 100_000}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("kaoping.db", "--db 的地址“kaoping.db”不对"),
        ("nosuch://x/y", "--db 的地址“nosuch://x/y”不对"),
        ("mysql+nosuchdriver://x/y", "--db 的地址"),
        ("oracle+cx_oracle://x/y", r"驱动程序 cx_Oracle 没有安装"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(address: str, said: str) -> None:
    with pytest.raises(StoreProblem, match=said):
        open_store(address)


def test_a_statement_that_a_database_refuses_is_told(store: Store) -> None:
    with pytest.raises(StoreProblem, match=r"^库 .* 出错（.*）；原有的数据集没有改动。$"):
        _ask_nonsense(store)


def _ask_nonsense(store: Store) -> None:
    with store.reading() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


def test_the_store_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'shut'"):
        pipeline.store.shut  # noqa: B018 - the access is what is tested


def test_a_server_that_does_not_answer_is_told() -> None:
    address = "postgresql+psycopg://k:secret@127.0.0.1:1/x"
    with pytest.raises(StoreProblem, match="k:\\*\\*\\*@") as problem:
        open_store(address)
    assert "secret" not in str(problem.value)
    assert file_at(address) is None


def test_what_was_never_made_is_not_made_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(NotStored, match="请先用 kaoping run 建立数据集"):
        existing_store(default_url(tmp_path / "没有"))
    assert not (tmp_path / "没有").exists()


def test_a_path_with_signs_that_mean_something_in_addresses_is_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "2024年 100%#甲?乙@丙"
    store = open_store(default_url(folder))
    assert Path(store.place) == folder / "kaoping.db"
    assert (folder / "kaoping.db").is_file()


def test_readers_do_not_keep_a_run_from_its_commit(tmp_path: Path) -> None:
    store = open_store(default_url(tmp_path))
    begun = threading.Event()

    def read_for_a_while() -> None:
        with store.reading() as connection:
            connection.execute(select(RUNS)).all()
            begun.set()
            time.sleep(1.5)

    reader = threading.Thread(target=read_for_a_while)
    with store.writing(nobody) as connection:
        _run(connection, "one")
        reader.start()
        begun.wait()
        store.commit(connection)
    reader.join()
    assert store.knows_run("one")
