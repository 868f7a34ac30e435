# SPDX-License-Identifier: Apache-2.0
"""Makes ONNX models from a list of nodes, by way of protobuf's text form.

    model.save(path, [2, 8, 8], 3, [("Conv", ["x", "w"], "y", {"pads": [1, 1, 1, 1]}), ...], {"w": [4, 2, 3, 3]})

Constants are small numbers that follow from their name; a pair gives shape and values, a third entry the type
of bytes and other whole numbers (UINT8, INT8, INT32).
"""
import math
import subprocess


UINT8, INT8, INT32 = 2, 3, 6


def attribute(name, value):
    if isinstance(value, float):
        return f'attribute {{ name: "{name}" type: FLOAT f: {value!r} }}'
    if isinstance(value, str):
        return f'attribute {{ name: "{name}" type: STRING s: "{value}" }}'
    if isinstance(value, int):
        return f'attribute {{ name: "{name}" type: INT i: {value} }}'
    return f'attribute {{ name: "{name}" type: INTS {" ".join(f"ints: {v}" for v in value)} }}'


def constant(name, given):
    shape, values, *kind = given if isinstance(given, tuple) else (given, None)
    if values is None:
        start = sum(name.encode())
        values = [math.sin(1.7 * (i + start) ** 1.3) * 0.7 for i in range(math.prod(shape))]
    whole = any(isinstance(v, int) for v in values)
    field = "int32_data" if kind else "int64_data" if whole else "float_data"
    data = " ".join(f"{field}: {v!r}" for v in values)
    dims = " ".join(f"dims: {n}" for n in shape)
    return f'initializer {{ name: "{name}" data_type: {kind[0] if kind else 7 if whole else 1} {dims} {data} }}'


def value(name, sizes):
    dims = 'dim { dim_param: "N" } ' + " ".join(f"dim {{ dim_value: {n} }}" for n in sizes)
    return f'{{ name: "{name}" type {{ tensor_type {{ elem_type: 1 shape {{ {dims} }} }} }} }}'


def declared(name, given):
    """A constant as an input."""
    shape, _, *kind = given if isinstance(given, tuple) else (given, [])
    whole = constant(name, given).count("int64_data")
    dims = " ".join(f"dim {{ dim_value: {n} }}" for n in shape)
    kind = kind[0] if kind else 7 if whole else 1
    return f'input {{ name: "{name}" type {{ tensor_type {{ elem_type: {kind} shape {{ {dims} }} }} }} }}'


def save(path, shape, classes, nodes, constants, opset=14, more=(), version=7):
    """`more`: names and sizes of further outputs. `version`: of the file's format; before 4 constants are inputs."""
    lines = [f'ir_version: {version}', f'opset_import {{ version: {opset} }}', 'graph {', 'name: "g"']
    for op, inputs, output, *attributes in nodes:
        outputs = [output] if isinstance(output, str) else output
        lines.append(f'node {{ op_type: "{op}" name: "{outputs[0]}" {" ".join(f"""input: "{i}" """ for i in inputs)}'
                     + " ".join(f'output: "{o}" ' for o in outputs)
                     + " ".join(attribute(k, v) for k, v in (attributes or [{}])[0].items()) + ' }')
    lines += [constant(name, given) for name, given in constants.items()]
    lines += [declared(name, given) for name, given in constants.items()] if version < 4 else []
    lines += [f"input {value('x', shape)}", f"output {value(nodes[-1][2], [classes])}"]
    lines += [f"output {value(name, sizes)}" for name, sizes in more] + ["}"]
    with open(path, "wb") as file:
        subprocess.run(["protoc", "--encode=onnx.ModelProto", "-I/usr/include", "onnx/onnx.proto"],
                       input="\n".join(lines).encode(), stdout=file, check=True)
