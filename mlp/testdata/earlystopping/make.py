"""Writes cases.json: what Keras 3.15.1's EarlyStopping does with sequences of
scores. The model has one weight, which is the epoch, so that the weights at the
end tell to which epoch they were restored.

    python mlp/testdata/earlystopping/make.py     # from the top folder
"""
import json
import os

os.environ["KERAS_BACKEND"] = "jax"
import keras
import numpy as np

falling = [1.0, 0.8, 0.79995, 0.8, 0.81, 0.7, 0.7, 0.7, 0.7, 0.69995, 0.7, 0.5, 0.6, 0.6, 0.6, 0.6]
rising = [0.1, 0.5, 0.5, 0.49, 0.6, 0.6, 0.60005, 0.6, 0.6, 0.3, 0.2, 0.7, 0.1]
gaps = [1.0, None, 0.9, None, 0.95, None, 0.94, None, 0.8, None]
worse = [0.5, 0.6, 0.7, 0.4, 0.3, 0.9, 0.9, 0.9]
cases = []
for scores in [falling, rising, gaps, worse]:
    for mode in ["min", "max"]:
        for patience in [0, 1, 2, 4]:
            for more in [{}, {"min_delta": 0.05}, {"baseline": 0.75}, {"start_from_epoch": 3},
                         {"min_delta": 0.001, "baseline": 0.55, "start_from_epoch": 1}]:
                model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1, use_bias=False)])
                callback = keras.callbacks.EarlyStopping(
                    monitor="val_loss", mode=mode, patience=patience, restore_best_weights=True, **more)
                callback.set_model(model)
                callback.on_train_begin()
                last = len(scores)
                for epoch, score in enumerate(scores):
                    model.set_weights([np.array([[epoch + 1.0]], "float32")])
                    callback.on_epoch_end(epoch, {} if score is None else {"val_loss": score})
                    if getattr(model, "stop_training", False):
                        last = epoch + 1
                        break
                callback.on_train_end()
                cases.append({
                    "scores": scores, "mode": mode, "patience": patience, **more,
                    "stopped": last if getattr(model, "stop_training", False) else 0,
                    "best": int(model.get_weights()[0][0, 0]),
                })
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "cases.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
print(len(cases), "cases,", sum(c["stopped"] > 0 for c in cases), "of them stopped")
