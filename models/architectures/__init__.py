"""The four decoding networks in PyTorch, each at its published size and at a small one, and their export to ONNX."""
