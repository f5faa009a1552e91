"""What `make bench` measures; every figure is measured on the machine it runs on and printed as it came out."""
