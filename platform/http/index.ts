export { createHttp, type HttpInput } from './create-http.ts'
export { type Listening, listen } from './listen.ts'
export { openApi, openApiEndpoint } from './open-api.ts'
