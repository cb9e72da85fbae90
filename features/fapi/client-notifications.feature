Feature: Notifications of web clients
  Whoever may notify a client can make it act. See FDX API Security Profile, table of APIs.

  @FDX-GEN-15-CLIENT
  Rule: A notification without a client certificate is refused by its receiver

    Scenario: A notification of a stranger without a certificate is refused
      Given a web client that signs users in
      When a notification comes from a caller without a certificate
      Then the client refuses the notification
