"""multilingual-e5-small as an ONNX graph in int8, for onnxruntime.

The encoder of BERT (Devlin et al., 2019). Weights are int8 with a scale for each output; activations are
quantised at run time (DynamicQuantizeLinear). Weights that are multiplied use 7 of their 8 bits, so that
processors with and without VNNI give the same vectors.

Inputs `input_ids` and `attention_mask` (batch by length, int64), output `last_hidden_state`, as
sentence-transformers exports it.
"""

from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

from transforms.embedding.e5_weights import E5Weights

_OPSET, _IR_VERSION = 20, 9
_MASKED = -10_000.0
# Without VNNI, x86 adds two products (0 to 255 by a weight) in 16 bits, which larger weights may overflow.
_HIGHEST_WEIGHT = 64


def int8_graph(weights: E5Weights) -> ModelProto:
    """Return the model of these weights."""
    return _Graph(weights).model()


class _Graph:
    """The nodes and constants of the graph while it is built."""

    def __init__(self, weights: E5Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[TensorProto] = []
        self._known: dict[str, str] = {}

    def model(self) -> ModelProto:
        width = self._weights.width
        hidden = self._embedded()
        bias = self._attention_bias()
        for layer in range(self._weights.layer_count):
            hidden = self._layer(hidden, bias, f"l{layer}")
        self._node("Identity", [hidden], "last_hidden_state")
        batch = ["batch", "length"]
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, batch)
                for name in ("input_ids", "attention_mask")
            ],
            [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*batch, width])],
            self._constants,
        )
        opset = helper.make_opsetid("", _OPSET)
        return helper.make_model(graph, opset_imports=[opset], ir_version=_IR_VERSION)

    def _node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def _constant(self, name: str, values: Any) -> str:
        if name not in self._known:
            self._constants.append(numpy_helper.from_array(np.asarray(values), name))
            self._known[name] = name
        return name

    def _embedded(self) -> str:
        """Add word, position and type embeddings; the table of words is in int8 with a scale for each row."""
        known = self._weights
        table, scales = known.quantised("emb.word", known.word_count, known.width)
        words = self._node("Gather", [self._constant("words", table), "input_ids"], "word_rows")
        words = self._node("Cast", [words], "word_floats", to=TensorProto.FLOAT)
        scale = self._node("Gather", [self._constant("word_scales", scales), "input_ids"], "word_scale")
        words = self._node("Mul", [words, scale], "word")
        shape = self._node("Shape", ["input_ids"], "shape")
        length = self._node("Gather", [shape, self._constant("at_1", np.int64(1))], "length_of_texts")
        steps = [self._constant("from_0", np.int64(0)), length, self._constant("by_1", np.int64(1))]
        positions = self._constant("positions", known.tensor("emb.pos", known.position_count, known.width))
        position = self._node("Gather", [positions, self._node("Range", steps, "places")], "position")
        kind = self._constant("type", known.tensor("emb.type", 2, known.width)[0])
        summed = self._node("Add", [self._node("Add", [words, position], "placed"), kind], "embedded")
        return self._normalised(summed, "emb.ln")

    def _attention_bias(self) -> str:
        mask = self._node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
        mask = self._node("Unsqueeze", [mask, self._constant("axes", np.array([1, 2]))], "wide_mask")
        absent = self._node("Sub", [self._constant("one", np.float32(1)), mask], "absent")
        return self._node("Mul", [absent, self._constant("masked", np.float32(_MASKED))], "bias")

    def _layer(self, hidden: str, bias: str, name: str) -> str:
        known = self._weights
        seen = self._activation(hidden, f"{name}.in")
        heads = self._attention(seen, bias, name)
        out = self._linear(self._activation(heads, f"{name}.heads"), f"{name}.ao", known.width, known.width)
        hidden = self._normalised(self._node("Add", [hidden, out], f"{name}.attended"), f"{name}.aln")
        seen = self._activation(hidden, f"{name}.mid")
        inner = self._node(
            "Gelu", [self._linear(seen, f"{name}.fi", known.inner_width, known.width)], f"{name}.gelu"
        )
        seen = self._activation(inner, f"{name}.inner")
        out = self._linear(seen, f"{name}.fo", known.width, known.inner_width)
        return self._normalised(self._node("Add", [hidden, out], f"{name}.fed"), f"{name}.oln")

    def _attention(self, seen: tuple[str, str, str], bias: str, name: str) -> str:
        known = self._weights
        head_width = known.width // known.head_count
        apart = self._constant("apart", np.array([0, 0, known.head_count, head_width]))
        turns = {"q": [0, 2, 1, 3], "k": [0, 2, 3, 1], "v": [0, 2, 1, 3]}
        query, key, value = (
            self._node(
                "Transpose",
                [
                    self._node(
                        "Reshape",
                        [self._linear(seen, f"{name}.{part}", known.width, known.width), apart],
                        f"{name}.{part}.apart",
                    )
                ],
                f"{name}.{part}.turned",
                perm=turn,
            )
            for part, turn in turns.items()
        )
        scores = self._node("MatMul", [query, key], f"{name}.scores")
        scale = self._constant("head_scale", np.float32(1 / np.sqrt(head_width)))
        scaled = self._node(
            "Add", [self._node("Mul", [scores, scale], f"{name}.scaled"), bias], f"{name}.biased"
        )
        shares = self._node("Softmax", [scaled], f"{name}.shares", axis=-1)
        context = self._node("MatMul", [shares, value], f"{name}.context")
        context = self._node("Transpose", [context], f"{name}.context.turned", perm=[0, 2, 1, 3])
        together = self._constant("together", np.array([0, 0, known.width]))
        return self._node("Reshape", [context, together], f"{name}.together")

    def _activation(self, source: str, name: str) -> tuple[str, str, str]:
        """Quantise activations; return their numbers, scale and zero point."""
        outputs = (f"{name}.q8", f"{name}.scale", f"{name}.zero")
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [source], list(outputs)))
        return outputs

    def _linear(self, seen: tuple[str, str, str], name: str, out_width: int, in_width: int) -> str:
        numbers, scale, zero = seen
        quantised, scales = self._weights.quantised(f"{name}.w", out_width, in_width, _HIGHEST_WEIGHT)
        weight = self._constant(f"{name}.w8", np.ascontiguousarray(quantised.T))
        none = self._constant("no_zero_point", np.int8(0))
        product = self._node("MatMulInteger", [numbers, weight, zero, none], f"{name}.product")
        floats = self._node("Cast", [product], f"{name}.floats", to=TensorProto.FLOAT)
        factor = self._node("Mul", [scale, self._constant(f"{name}.scales", scales[:, 0])], f"{name}.factor")
        scaled = self._node("Mul", [floats, factor], f"{name}.rescaled")
        bias = self._constant(f"{name}.b", self._weights.tensor(f"{name}.b", out_width))
        return self._node("Add", [scaled, bias], f"{name}.out")

    def _normalised(self, source: str, name: str) -> str:
        known = self._weights
        weight = self._constant(f"{name}.w", known.tensor(f"{name}.w", known.width))
        bias = self._constant(f"{name}.b", known.tensor(f"{name}.b", known.width))
        return self._node(
            "LayerNormalization", [source, weight, bias], f"{name}.out", axis=-1, epsilon=float(known.epsilon)
        )
