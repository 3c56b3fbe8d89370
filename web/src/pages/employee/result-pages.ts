export { ExplanationPage } from "./explanation-page.tsx";
export { ResultPage } from "./result-page.tsx";
