//! How faults are written.

use leegality_mock::Fault;

#[test]
fn every_spelling_is_read_and_written_alike() {
    for text in [
        "none",
        "handshake-reset",
        "handshake-close",
        "handshake-hang",
        "reset-before-reading",
        "reset",
        "reset-after-signing",
        "reset-in-answer",
        "close",
        "close-after-signing",
        "close-idle=20ms",
        "hang",
        "hang-after-signing",
        "refused-stream",
        "refused-stream-after-signing",
        "go-away",
        "go-away-after-signing",
        "slow=1ms",
        "cut-json",
        "cut-body",
        "content-type=text/html; charset=utf-8",
        "duplicate-headers",
        "large-headers=100000",
        "html=502",
        "html-after-signing=504",
        "status=503",
        "status=429,retry-after=1",
        "status-after-signing=503,retry-after-date=60",
        "redirect=307,location=http://a.example/?a=b,c",
        "oversized=2000000",
        "oversized-after-signing=2000000",
        "oversized-chunked=2000000",
        "oversized-chunked-after-signing=2000000",
        "gzip-bomb=10000000",
        "body={\"status\": 2, \"a\": \"=\"}",
        "body=403 {\"status\":1}",
        "body=200 403 Forbidden",
        "slow=18446744073709551615s",
        "body-after-signing=",
    ] {
        assert_eq!(text.parse::<Fault>().map(|fault| fault.to_string()), Ok(text.to_owned()));
    }
    assert_eq!("slow=2s".parse::<Fault>().map(|fault| fault.to_string()), Ok("slow=2000ms".to_owned()));
}

#[test]
fn what_is_no_fault_is_refused() {
    for text in [
        "",
        "Reset",
        "lightning",
        "\u{1b}[2J",
        "reset=1",
        "slow",
        "slow=fast",
        "slow-after-signing=20ms",
        "handshake-reset-after-signing",
        "html=100",
        "status",
        "status=503,retry-after",
        "status=503,retry-after=soon",
        "redirect=307",
        "redirect=307,location=",
        "oversized=-1",
        "content-type=a\nb",
    ] {
        let error = text.parse::<Fault>().expect_err(text);
        assert!(!error.to_string().contains(char::is_control), "{error}");
    }
}
