"""BrainFlow's synthetic board: how old its newest sample is when it is fetched, as often as a program can ask."""

import json
import sys
import time

import numpy as np
from brainflow.board_shim import BoardIds, BoardShim, BrainFlowInputParams

import peer

# Between two looks, s: shorter ones would only burn the core that makes the samples.
PAUSE = 0.0005

BoardShim.disable_board_logger()
board_id = BoardIds.SYNTHETIC_BOARD.value
stamp_row = BoardShim.get_timestamp_channel(board_id)
board = BoardShim(board_id, BrainFlowInputParams())
board.prepare_session()
board.start_stream()
cpu = peer.Cpu()
peer.ready()
for line in sys.stdin:
    until = peer.now() + json.loads(line)["seconds"]
    sent, arrived = [], []
    board.get_board_data()
    cpu.share()
    while peer.now() < until:
        block = board.get_board_data()
        at = peer.now()
        if block.shape[1] == 0:
            time.sleep(PAUSE)
            continue
        # Its stamps are Unix time.
        sent.append(block[stamp_row, -1] - (time.time() - peer.now()))
        arrived.append(at)
    peer.say(sent=np.array(sent), arrived=np.array(arrived), cpuShare=cpu.share())
