import '@mantine/core/styles.css'
import './base.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createAppRouter } from './routes.tsx'
import { SessionProvider } from './session.tsx'
import { WordsProvider } from './words/index.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
const client = new QueryClient({
  defaultOptions: {
    // The zone is often the only network there is: what cannot be reached is said at once, and not waited for until the browser is online.
    queries: {
      retry: false,
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
      staleTime: 1000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <WordsProvider>
        <SessionProvider>{(zone) => <RouterProvider router={createAppRouter(zone)} />}</SessionProvider>
      </WordsProvider>
    </QueryClientProvider>
  </StrictMode>,
)
