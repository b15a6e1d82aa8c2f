"""Export a trained network to the pipeline that ships: one ONNX graph inside an ordinary spaCy folder.

python -m training.export NET layers/nlp/python/demarche_model --shared DATA [--precision mixed|int8|fp16|fp32]

Matrices are stored in 8-bit integers, and those of the first encoder layer, which bears rounding worst, in 16-bit
floats (training/README.md has what each precision costs and gives).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from importlib import resources
from pathlib import Path

import numpy as np
import onnx
import spacy
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from demarche import __version__
from demarche.language.syntax import Syntax
from training.net import Network, word_vectors
from training.train import encoder_folder
from training.treebanks import read_sentences

OUTPUTS = (
    "sentence", "tag", "morph", "lemma", "entity", "arc", "relation_dependent", "relation_head",
    "told", "told_status", "told_source", "told_target", "event", "look",
)  # fmt: skip


PRECISIONS = {"int8": (), "mixed": ("/layers.0/",), "fp16": ("/",)}
"""What names the matrices that are kept in 16 bits; the embeddings are in 8 bits in each of them."""


class Whole(torch.nn.Module):
    """Syntax, events told and pair coding as one graph, so that they share one copy of the encoder."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids, case, role, mask, first, last):  # type: ignore[no-untyped-def]
        lower, pieces = self.net.encoder.halves(ids, case, role, mask, self.net.sizes.shared)
        out = self.net.syntax(word_vectors(pieces, first, last))
        out |= self.net.telling(word_vectors(self.net.branched(lower, mask), first, last))
        return (*(out[name] for name in OUTPUTS[:-2]), *self.net.pair(pieces, role, mask))


def graph(net: Network, precision: str) -> bytes:
    """Return the ONNX graph as bytes; ``precision`` is one of ``PRECISIONS``, or ``fp32``."""
    net.eval()
    example = {k: torch.ones(2, 9, dtype=torch.long) for k in ("ids", "case", "role", "mask")}
    example |= {k: torch.ones(2, 5, dtype=torch.long) for k in ("first", "last")}
    pieces, words = {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    axes = {k: (words if k in ("first", "last") else pieces) for k in example}
    axes |= {k: (words if k != "event" else {0: "batch"}) for k in OUTPUTS}
    axes["arc"] = {0: "batch", 1: "words", 2: "heads"}
    axes["look"] = pieces
    axes["told_source"] = axes["told_target"] = {0: "batch", 1: "words", 2: "words_"}
    axes["relation_head"] = {0: "batch", 1: "heads"}
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            Whole(net), tuple(example.values()), str(path), input_names=list(example), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        if precision == "fp32":
            return path.read_bytes()
        spared = [m.name for m in matrices(onnx.load(path)) if any(part in m.name for part in PRECISIONS[precision])]
        quantize_dynamic(
            path, small, per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            nodes_to_exclude=spared, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        return halved(onnx.load(small)).SerializeToString()


def matrices(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """Return the nodes that multiply by a matrix of 32-bit weights."""
    kept = {i.name for i in model.graph.initializer if i.data_type == onnx.TensorProto.FLOAT and len(i.dims) == 2}
    return [n for n in model.graph.node if n.op_type in ("MatMul", "Gemm") and kept & set(n.input)]


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store the 32-bit matrices of ``model`` in 16 bits; ONNX Runtime widens them again when it loads the graph."""
    names = {name for node in matrices(model) for name in node.input}
    for weights in [i for i in model.graph.initializer if i.name in names and len(i.dims) == 2]:
        narrow = numpy_helper.to_array(weights).astype(np.float16)
        model.graph.initializer.remove(weights)
        model.graph.initializer.append(numpy_helper.from_array(narrow, f"{weights.name}_16"))
        widen = helper.make_node("Cast", [f"{weights.name}_16"], [weights.name], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, widen)
    return model


def pipeline(net: Network, classes: dict[str, list[str]], precision: str) -> spacy.Language:
    """Return the spaCy pipeline around the network."""
    from demarche.language.tokenization import tokenizer

    nlp = spacy.blank("en")
    nlp.tokenizer = tokenizer(nlp)
    nlp.meta |= {
        "name": "demarche",
        "version": __version__,
        "license": "CC BY-SA 4.0",
        "description": "English news, UD v2 and diplomatic entities",
    }
    component = nlp.add_pipe("demarche_syntax", name="syntax")
    assert isinstance(component, Syntax)
    relation = net.syntax.relation_weight.detach().numpy().astype(np.float16)
    component.set_up(
        graph(net, precision), (encoder_folder() / "tokenizer.json").read_text(encoding="utf-8"), classes, relation
    )
    return nlp


def known_lemmas(shared: Path) -> dict[str, list[str]]:
    """Return the lemmas of verbs and of other words in the training treebanks and the event lexicon: what a lemma rule
    should arrive at."""
    lexicon = resources.files("demarche.extraction").joinpath("lexicon")
    found: dict[str, set[str]] = {"known_verb": set(), "known_word": set()}
    for name, key in (("verbs.tsv", "known_verb"), ("commitments.tsv", "known_verb"), ("nouns.tsv", "known_word")):
        found[key] |= {
            line.split("\t")[0].split("_")[0]
            for line in lexicon.joinpath(name).read_text(encoding="utf-8").splitlines()
        }
    for name in ("en_ewt-train", "en_gum-train"):
        for sentence in read_sentences(shared / f"ud/{name}.conllu"):
            for lemma, pos in zip(sentence.lemmas, sentence.upos, strict=True):
                if pos in ("VERB", "AUX", "NOUN", "ADJ", "ADV"):
                    found["known_verb" if pos in ("VERB", "AUX") else "known_word"].add(lemma)
    return {k: sorted(x for x in v if x.isalpha() and x.islower()) for k, v in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("net", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--shared", type=Path, required=True, help="folder with ud/, for the known lemmas")
    parser.add_argument("--precision", choices=[*PRECISIONS, "fp32"], default="mixed")
    args = parser.parse_args()
    classes = json.loads((args.net / "vocabulary.json").read_text()) | known_lemmas(args.shared)
    nlp = pipeline(Network.load(args.net), classes, args.precision)
    nlp.to_disk(args.output)
    size = sum(f.stat().st_size for f in args.output.rglob("*") if f.is_file())
    print(f"{args.output}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
