Feature: Metadata of the back channel
  Clients find out from the metadata where and how they may ask. See CIBA, 4.

  @CIBA-4-02
  Rule: The metadata list the ways of delivery

    Scenario: The ways of delivery are known ones
      When the client reads the discovery document
      Then the metadata list ways of delivery that are known

  @CIBA-4-03
  Rule: The metadata name the backchannel endpoint

    Scenario: The backchannel endpoint is reached over TLS
      When the client reads the discovery document
      Then the metadata name a backchannel endpoint over TLS

  @CIBA-4-04
  Rule: Algorithms for signed requests are asymmetric

    Scenario: No symmetric algorithm is listed for signed requests
      When the client reads the discovery document
      Then the metadata list asymmetric algorithms only for signed requests

  @CIBA-4-06
  Rule: Whether there are user codes is true or false

    Scenario: The support of user codes is no text
      When the client reads the discovery document
      Then the metadata say truly or not at all whether there are user codes

  @CIBA-4-07
  Rule: The CIBA grant is listed

    Scenario: The grant with which results are asked for is listed
      When the client reads the discovery document
      Then the metadata list the grant with which results are asked for

  @FAPI-CIBA-5.2.2-03 @FAPI-CIBA-5.2.2-04
  Rule: Clients can poll and are not pushed to

    Scenario: Polls are on offer and pushes are not
      When the client reads the discovery document
      Then the metadata offer polls and no pushes

  @CIBA-7-01
  Rule: The back channel is reached over TLS

    Scenario: Nothing of the back channel is answered without TLS
      When somebody asks the authorization server without TLS
      Then nothing is answered in the clear
