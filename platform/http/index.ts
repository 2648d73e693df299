export { createHttp, type HttpInput } from './create-http.ts'
export { openApi, openApiEndpoint } from './open-api.ts'
export { listen, type Listening } from './listen.ts'
