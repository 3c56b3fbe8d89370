export async function handler() { return { batchItemFailures: [] }; }
