/** The question that is not scored: a whole number, or nothing. */

export function listenToPrediction(input, { queue, sentences }) {
  const error = document.getElementById("prediction-error");
  input.addEventListener("input", () => {
    const digits = input.value.replace(/[.\s]/g, "");
    const isGood = /^\d{0,9}$/.test(digits);
    error.hidden = isGood;
    error.textContent = isGood ? "" : sentences.prediction_bad;
    input.toggleAttribute("aria-invalid", false);
    if (!isGood) input.setAttribute("aria-invalid", "true");
    else queue.change("prediction", digits ? Number(digits) : null);
  });
}
