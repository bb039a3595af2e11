//! A socket that gives away one line at a time.
//!
//! Before STARTTLS anybody on the way can put words into the server's mouth. lettre reads ahead into a buffer that it keeps when TLS
//! begins, so that words sent along behind the server's "go ahead" would be taken for what the server says under TLS. Read line by
//! line, they stay in the socket, land in the TLS handshake, and break it.

use std::io::Result;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// See the head of this file. Also without Nagle's delay, which would cost 40 ms a message.
#[derive(Debug)]
pub struct LineByLine(TcpStream);

impl LineByLine {
    /// Wraps a socket from which nothing has been read.
    pub fn new(socket: TcpStream) -> Result<Self> {
        socket.set_nodelay(true)?;
        Ok(Self(socket))
    }
}

impl AsyncTokioStream for LineByLine {
    fn peer_addr(&self) -> Result<SocketAddr> {
        self.0.peer_addr()
    }
}

impl AsyncRead for LineByLine {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let mut seen = [0; 1024];
        let room = seen.len().min(buffer.remaining());
        let waiting = ready!(self.0.poll_peek(cx, &mut ReadBuf::new(&mut seen[..room])))?;
        let line = seen[..waiting].iter().position(|byte| *byte == b'\n').map_or(waiting, |at| at + 1);
        let mut taken = ReadBuf::new(&mut seen[..line]);
        ready!(Pin::new(&mut self.0).poll_read(cx, &mut taken))?;
        buffer.put_slice(taken.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for LineByLine {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}
