import { Component, type ReactNode } from 'react'
import { PageFault } from './PageFault.tsx'

interface PageBoundaryProps {
  /** Changes with the address: another page is another try. */
  readonly place: string
  readonly children: ReactNode
}

interface PageBoundaryState {
  readonly brokenAt: string | undefined
}

/** Keeps a page that breaks from taking the shell with it. React knows this only as a class. */
export class PageBoundary extends Component<PageBoundaryProps, PageBoundaryState> {
  override state: PageBoundaryState = { brokenAt: undefined }

  override componentDidCatch(): void {
    this.setState({ brokenAt: this.props.place })
  }

  static getDerivedStateFromError(): PageBoundaryState {
    return { brokenAt: '' }
  }

  override componentDidUpdate({ place }: PageBoundaryProps): void {
    if (this.state.brokenAt !== undefined && place !== this.props.place) {
      this.setState({ brokenAt: undefined })
    }
  }

  override render(): ReactNode {
    return this.state.brokenAt === undefined ? this.props.children : <PageFault />
  }
}
