# SPDX-License-Identifier: Apache-2.0
"""of.py NAME: a program that searches a data set of specs/datasets."""
import sys

name = sys.argv[1]
kind = "image" if name == "gtsrb" else "series"
print(f"""pnas 1.0
import "datasets/{name}"
import "Inputs/base"
search s {{ on {name}  architecture = TinyNet{'' if kind == 'image' else '1d'}  minimize flops }}
deploy {{ target = small }}""")
