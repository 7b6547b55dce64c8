// A chunk of its own: loaded when a model is first asked, never at activation.
export { ChatAnthropic } from '@langchain/anthropic';
export { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
export { ChatOllama } from '@langchain/ollama';
export { ChatOpenAI } from '@langchain/openai';
