Feature: What a connector takes for the identity of another
  A DAT counts when the DAPS has signed it, for now and for this connector, and when the one who shows it is the one that it is about. See
  IDS-G, DAPS, content of a DAT.

  Background:
    Given a peer of the connector holds a DAT

  @DAPS-DAT-04-CONNECTOR
  Rule: A DAT is verified with the published keys, and with no others

    Scenario: A DAT under a new key is taken
      When the DAPS replaces its key before the peer gets a new DAT and sends a message
      Then the connector takes the message

    Scenario Outline: A message with a DAT <deviation> is refused for its key
      When the peer sends the connector a message with a DAT <deviation>
      Then the connector refuses the message

      Examples: other keys
        | deviation                                     |
        | signed with a key of somebody else            |
        | signed with the key that stands in its header |
        | signed with a key that is not published       |

  @DAPS-DAT-04-REMOVED
  Rule: A key that the DAPS no longer publishes verifies nothing

    Scenario: A message with a DAT under a key that was removed is refused
      When the peer sends the connector a message with its DAT after the DAPS has removed the key
      Then the connector refuses the message

  @DAPS-DAT-05-CONNECTOR
  Rule: A DAT that the DAPS has not signed is refused

    Scenario Outline: A message with a DAT <deviation> is refused as forged
      When the peer sends the connector a message with a DAT <deviation>
      Then the connector refuses the message

      Examples: forgeries
        | deviation                            |
        | whose signature has one bit flipped  |
        | whose expiry was changed             |
        | that nobody signed                   |
        | that nobody signed, in capitals      |
        | keyed with the public key of the DAPS |

    Scenario: A message without a DAT is refused
      When the peer sends the connector a message without a DAT
      Then the connector refuses the message

  @DAPS-DAT-08-CONNECTOR
  Rule: A DAT comes from the DAPS that the connector knows

    Scenario: A message with a DAT of another DAPS is refused
      When the peer sends the connector a message with a DAT of another DAPS
      Then the connector refuses the message

  @DAPS-DAT-10-CONNECTOR
  Rule: A DAT is good until it expires

    @requires:clock-control
    Scenario: A message with a DAT that has expired is refused
      When the DAT of the peer has expired when it sends a message
      Then the connector refuses the message

  @DAPS-DAT-13-CONNECTOR
  Rule: A DAT is good from its time on

    Scenario: A message with a DAT before its time is refused
      When the peer sends the connector a message with a DAT that is valid from tomorrow on
      Then the connector refuses the message

  @DAPS-DAT-16
  Rule: A DAT for others is not accepted

    Scenario: A message with a DAT for another connector is refused
      When the peer sends the connector a message with a DAT for another connector
      Then the connector refuses the message

  @DAPS-DAT-26
  Rule: Whoever shows a DAT shows a certificate

    Scenario: A message over a connection without a certificate is refused
      When the peer sends the connector a message over a connection without a certificate
      Then the connector refuses the message

  @DAPS-DAT-27
  Rule: The certificate is one that the DAT lists

    Scenario: A message over a connection with a listed certificate is taken
      When the peer sends the connector a message with its DAT
      Then the connector takes the message

    Scenario Outline: A message over a connection <connection> is refused
      When the peer sends the connector a message over a connection <connection>
      Then the connector refuses the message

      Examples: other certificates
        | connection                                     |
        | with the transport certificate of somebody else |
        | with a certificate that nobody knows           |

  @DAPS-DAT-28
  Rule: The DAT of somebody else is a false claim

    Scenario: A message with the DAT of somebody else leaves no trace
      When the peer sends the connector a message over a connection with the transport certificate of somebody else
      Then the connector has not processed the message
      And the connector refuses the message

  @IDSG-DAT-08
  Rule: A DAT for all connectors is accepted

    Scenario: A message with a DAT for all connectors is taken
      When the peer sends the connector a message with its DAT
      Then the connector takes the message

  @IDSG-DAT-09
  Rule: A single certificate may be written as a text

    Scenario: A message with a DAT that lists its one certificate as a text is taken
      When the peer sends the connector a message with a DAT that lists its one certificate as a text
      Then the connector takes the message
