"""python models/training/train.py MODEL [options]: runs `train` of the model's training script; `--help` after MODEL lists its options."""

from common import run_model_command

if __name__ == "__main__":
    run_model_command("train")
